import { z } from "zod"

/** Which people to show; part of the address. */
export type PeopleChoice = { q?: string; cursor?: string }

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value))
    .optional()
    .catch(undefined)

const choice = z.object({ q: text(120), cursor: text(600) })

/** Anything in the address that is not a choice is no choice. */
export const readPeopleChoice = (search: Record<string, unknown>): PeopleChoice => choice.parse(search)
