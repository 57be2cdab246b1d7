import { z } from "zod"

export const periods = ["quarter", "year", "all", "own"] as const
export type Period = (typeof periods)[number]

const day = z.iso.date().optional().catch(undefined)

/** Which numbers to show; part of the address, where anything that is not a choice is no choice. */
export const numbersChoice = z.object({
  period: z.enum(periods).catch("quarter"),
  from: day,
  to: day,
  format: z
    .string()
    .regex(/^[a-z0-9-]{1,120}$/)
    .optional()
    .catch(undefined),
})
export type NumbersChoice = z.output<typeof numbersChoice>
