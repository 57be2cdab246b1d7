import { z } from "zod"
import { line } from "@/lib/input"

/** Which people to show; part of the address. */
export type PeopleChoice = { q?: string; cursor?: string }

const text = (max: number) => line(max).optional().catch(undefined)

const choice = z.object({ q: text(120), cursor: text(600) })

/** Anything in the address that is not a choice is no choice. */
export const readPeopleChoice = (search: Record<string, unknown>): PeopleChoice => choice.parse(search)
