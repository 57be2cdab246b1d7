import { z } from "zod"
import { dayInAddress } from "@/lib/input"

/** Which numbers to show; part of the address, where anything that is not a choice is no choice. */
export const numbersChoice = z.object({
  period: z.enum(["quarter", "year", "all", "own"]).catch("quarter"),
  from: dayInAddress,
  to: dayInAddress,
  format: z
    .string()
    .regex(/^[a-z0-9-]{1,120}$/)
    .optional()
    .catch(undefined),
})
export type NumbersChoice = z.output<typeof numbersChoice>
