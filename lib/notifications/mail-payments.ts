import type { Tx } from "@/lib/db"
import { lastSeatOf } from "@/lib/payments/last-seat"
import type { Activity } from "@/prisma/generated/client"
import { appointmentOf, personOf, readSeat } from "./facts"
import { accountReaders, mailHolders } from "./mail-holders"
import { mailTeam } from "./mail-team"

/** Both sides hear of a payment for a seat that was gone, once for this payment. */
export async function mailPaymentReturned(tx: Tx, activity: Activity): Promise<void> {
  const { mail, amount } = await readMoved(tx, activity, `returned:${(activity.detail as Moved).paymentId}`)
  await mailHolders(tx, { ...mail, kind: "payment_returned" }, { amount }, await accountReaders(tx, mail.booking))
  await tellTeam(tx, "organizer_payment_returned", mail, amount)
}

/** Both sides hear of a debit that the bank has not carried out, or a payment that it has fetched back. */
export async function mailPaymentFailed(tx: Tx, activity: Activity): Promise<void> {
  const { paymentId, failure } = activity.detail as Moved & { failure: string | null }
  const { mail, amount } = await readMoved(tx, activity, `failed:${paymentId}`)
  await mailHolders(
    tx,
    { ...mail, kind: "payment_failed" },
    { amount, disputed: failure === "disputed" },
    await accountReaders(tx, mail.booking),
  )
  await tellTeam(tx, "organizer_payment_failed", mail, amount)
}

/** Both sides hear that what was to go back did not arrive. */
export async function mailRefundFailed(tx: Tx, activity: Activity): Promise<void> {
  const { mail, amount } = await readMoved(tx, activity, `failed:${(activity.detail as Moved).refundId}`)
  await mailHolders(tx, { ...mail, kind: "refund_failed" }, { amount }, await accountReaders(tx, mail.booking))
  await tellTeam(tx, "organizer_refund_failed", mail, amount)
}

type Moved = { paymentId?: string; refundId?: string; grossCents: number; currency: string }

async function readMoved(tx: Tx, activity: Activity, occasion: string) {
  // Of what was open there may be no seat to name.
  const seatId = activity.seatId ?? (await lastSeatOf(tx, activity.bookingId!)).seatId
  const { seat, booking, session } = await readSeat(tx, { seatId })
  const { grossCents: cents, currency } = activity.detail as Moved
  return { mail: { occasion, booking, session, participantId: seat.participantId }, amount: { cents, currency } }
}

async function tellTeam(
  tx: Tx,
  kind: "organizer_payment_returned" | "organizer_payment_failed" | "organizer_refund_failed",
  { occasion, booking, session }: Awaited<ReturnType<typeof readMoved>>["mail"],
  amount: { cents: number; currency: string },
): Promise<void> {
  await mailTeam(tx, { kind, occasion, session, always: true }, (locale) => ({
    ...{ person: personOf(booking), reference: booking.reference, amount },
    ...{ sessionId: session.id, appointment: appointmentOf(session, locale) },
  }))
}
