import { holdSeat, type HoldRefusal } from "@/lib/bookings/hold-seat"
import type { BookingInput } from "@/lib/bookings/schema"
import { type Outcome, refuse } from "@/lib/errors"
import { cardsAreOn } from "./policy"

/** Holds a seat as `holdSeat` does, and never for a card where there are none (`payment_not_offered`): there the invoice is always offered, as `waysInHouse` says. */
export async function bookSeat(
  input: BookingInput,
  now?: Date,
): Promise<Outcome<{ bookingId: string; reference: string; heldUntil: Date }, HoldRefusal>> {
  const byCard = input.payment === "card" || input.payment === "sepa_debit"
  const invoiceOnly = !cardsAreOn()
  return byCard && invoiceOnly ? refuse("payment_not_offered") : holdSeat(input, now, { invoiceOnly })
}
