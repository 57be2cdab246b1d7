import { z } from "zod"
import { guestInput } from "@/lib/people/schema"
import { nested } from "./form-answer"
import { settings } from "./settings"

/** Who takes part, as a form sends it: of companies one stands in each line. */
export function askedGuest(fields: Record<string, string>): Record<string, unknown> {
  const { participant } = nested(fields) as { participant?: Record<string, string> }
  const conflictWishes = participant?.conflictWishes
    ?.split(/\r?\n/)
    .map((company) => company.trim())
    .filter(Boolean)
  return { ...participant, conflictWishes }
}

/** The same, of the form of a closed round with all that it asks. What a form says of its round is checked by the verb. */
export const guestOf = ({ round }: Record<string, string>) =>
  round === "closed" ? guestInput.required({ industry: true, sizeBand: true }) : guestInput

/** What a closed round asks on the way into it, where a form asks for it; by the names of the booking form. */
export const roundForm = z.object({
  participant: guestInput.pick({ industry: true, sizeBand: true }).optional(),
  noSales: z.literal("on").optional(),
})

/** The same as the verbs take it: agreed to is the text that holds now. */
export async function answersIn({ participant, noSales }: z.output<typeof roundForm>) {
  return { ...participant, noSalesVersion: noSales && (await settings()).legal.version }
}
