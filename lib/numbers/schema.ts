import { z } from "zod"

const day = z.iso.date().optional().catch(undefined)

/** Which numbers to show; part of the address, where anything that is not a choice is no choice. */
export const numbersChoice = z.object({
  period: z.enum(["quarter", "year", "all", "own"]).catch("quarter"),
  from: day,
  to: day,
  format: z
    .string()
    .regex(/^[a-z0-9-]{1,120}$/)
    .optional()
    .catch(undefined),
})
export type NumbersChoice = z.output<typeof numbersChoice>
