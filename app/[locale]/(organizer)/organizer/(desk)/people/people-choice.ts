import { z } from "zod"
import { lineInAddress } from "@/lib/input"

/** Which people to show; part of the address. */
export type PeopleChoice = { q?: string; cursor?: string }

const choice = z.object({ q: lineInAddress(120), cursor: lineInAddress(600) })

/** Anything in the address that is not a choice is no choice. */
export const readPeopleChoice = (search: Record<string, unknown>): PeopleChoice => choice.parse(search)
