import { z } from "zod"

const daysAfter = z.int().min(1).max(120)

/** When somebody who has not paid is reminded: days after an invoice was due, in three steps. */
export const dunningInput = z.object({
  days: z
    .tuple([daysAfter, daysAfter, daysAfter])
    .refine(([first, second, last]) => first < second && second < last, { message: "steps_in_order", path: [2] }),
  /** Otherwise the organizer sends each. */
  byItself: z.boolean(),
})
export type Dunning = z.output<typeof dunningInput>
