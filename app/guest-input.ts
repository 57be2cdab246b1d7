import { guestInput } from "@/lib/people/schema"
import { nested } from "./form-answer"

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
