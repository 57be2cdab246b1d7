import { holdSeat, type HoldRefusal } from "@/lib/bookings/hold-seat"
import type { BookingInput } from "@/lib/bookings/schema"
import { type Outcome, refuse } from "@/lib/errors"
import { type AdmissionRefusal, guestFault, withoutUnasked } from "@/lib/people/rules-admission"
import { findAdmission } from "@/lib/sessions/queries-admission"
import { cardsAreOn } from "./policy"

/**
 * Holds a seat as `holdSeat` does, and never for a card where there are none (`payment_not_offered`): there the invoice is
 * always offered, as `waysInHouse` says. Who comes is of a role that the format admits (`role_not_admitted`), and has said
 * what a closed round asks (`industry_needed`, `size_band_needed`, `no_sales_needed`); an open one keeps none of it.
 */
export async function bookSeat(
  input: BookingInput,
  now?: Date,
): Promise<Outcome<{ bookingId: string; reference: string; heldUntil: Date }, HoldRefusal | AdmissionRefusal>> {
  const byCard = input.payment === "card" || input.payment === "sepa_debit"
  const invoiceOnly = !cardsAreOn()
  if (byCard && invoiceOnly) return refuse("payment_not_offered")
  const admission = await findAdmission(input.sessionId)
  if (!admission) return refuse("not_found")
  const fault = guestFault(input.participant, input.noSalesVersion, admission)
  if (fault) return refuse(fault)
  const participant = withoutUnasked(input.participant, admission.round)
  const noSalesVersion = admission.round === "closed" ? input.noSalesVersion : undefined
  return holdSeat({ ...input, participant, noSalesVersion }, now, { invoiceOnly })
}
