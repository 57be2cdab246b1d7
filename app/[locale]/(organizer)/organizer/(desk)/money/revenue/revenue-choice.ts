import { z } from "zod"
import { number } from "@/lib/input"

const choice = z.object({ year: number(z.int().min(2000).max(2199)).optional().catch(undefined) })

/** The year in the address; anything else is none. */
export const readYear = (search: Record<string, unknown>): number | undefined => choice.parse(search).year
