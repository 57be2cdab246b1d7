import { db } from "@/lib/db"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import { payloadHash } from "@/lib/once"
import { newReference } from "@/lib/secrets"
import type { BookingInput } from "./schema"

type Held = { bookingId: string; reference: string; heldUntil: Date }
type Row = { outcome: "held" | HoldRefusal; held_booking_id: string; held_reference: string; held_until: Date }
export type HoldRefusal =
  | "not_found"
  | "session_closed"
  | "session_paused"
  | "session_full"
  | "conditions_changed"
  | "payment_not_offered"
  | "billing_needed"
  | "voucher_unknown"
  | "voucher_used_up"
  | "request_id_reused"

/**
 * Holds a seat for somebody whose mailbox is not verified yet: 30 minutes, or 5 while more than half of the session
 * is unverified. One call of the database function, which locks the session, lapses what has run out, takes the
 * seat and writes booking, activity and jobs. A hold learns nothing about others: a double booking by the same
 * person is told at verification only.
 *
 * Where the session has a price, `payment` has to be a way its format offers (`payment_not_offered`) and `billing` says
 * who is billed (`billing_needed`), unless the voucher pays for all of it. A voucher that is not for this booking is
 * `voucher_unknown`; of the last use of one the first who comes has it (`voucher_used_up`).
 *
 * Where `conditions` says what was shown, nothing is held under another time, price or terms (`conditions_changed`).
 * Repeating a `requestId` with the same input returns the same hold; with another input it is `request_id_reused`.
 * @param now only tests pass it
 * @param house `invoiceOnly`: nothing else can be paid by there, so the invoice stands in for what a format offers
 */
export async function holdSeat(
  input: BookingInput,
  now?: Date,
  { invoiceOnly = false } = {},
): Promise<Outcome<Held, HoldRefusal>> {
  const { requestId, sessionId, ...booking } = input
  // The versions are those of the server, not of who asks: a text that changes in between makes no other request.
  const { businessUseVersion, termsVersion, noSalesVersion, ...asked } = booking
  const hash = payloadHash({ sessionId, ...asked })
  const row = {
    ...booking.participant,
    companyName: booking.participant.company,
    bookerName: booking.booker?.name,
    bookerEmail: booking.booker?.email,
    locale: booking.locale,
    conditions: booking.conditions,
    calendarTitle: booking.calendarTitle,
    calendarFor: booking.calendarFor,
    payment: booking.payment,
    billing: booking.billing,
    voucher: booking.voucher,
    invoiceOnly,
    businessUseVersion,
    termsVersion,
    noSalesVersion,
    reference: newReference(),
  }
  try {
    const [held] = await db.$queryRaw<[Row]>`
      SELECT * FROM hold_seat(${sessionId}::uuid, ${requestId}::uuid, ${hash}, ${JSON.stringify(row)}::jsonb, ${now ?? null}::timestamptz)`
    if (held.outcome === "session_paused") return { ...refuse(held.outcome), until: held.held_until }
    if (held.outcome !== "held") return refuse(held.outcome)
    return { ok: true, bookingId: held.held_booking_id, reference: held.held_reference, heldUntil: held.held_until }
  } catch (error) {
    return asRefusal(error, { requests_pkey: "request_id_reused", vouchers_never_overused: "voucher_used_up" })
  }
}
