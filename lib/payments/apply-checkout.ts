import type Stripe from "stripe"
import { recordActivity, system } from "@/lib/activity"
import { confirmPaid } from "@/lib/bookings/confirm-paid"
import { lockBooking } from "@/lib/bookings/lock-booking"
import type { Tx } from "@/lib/db"
import { isLive } from "@/lib/stripe"
import type { Payment, PaymentState, Prisma } from "@/prisma/generated/client"
import { recordException } from "./record-exception"
import { recordFailed } from "./record-failed"
import { isNews, mismatchOf, type Stand, standOf } from "./rules-checkout"
import { settleBooking } from "./settle-booking"

/**
 * Writes down how an attempt stands at Stripe, and what follows: paid, its seat is sure and the ledger says so; paid
 * where there is no seat any more, the money goes back. A debit makes its seat sure when it is on its way; if it fails,
 * what is owed is an open item. Another amount, currency or mode than ours is an exception for a person and confirms
 * nothing. What is older than what we know changes nothing.
 *
 * Part of a caller's transaction that has locked no booking yet. What Stripe said was asked for before.
 * @param session null where Stripe refused to create one
 */
export async function applyCheckout(
  tx: Tx,
  { paymentId, session, now }: { paymentId: string; session: Stripe.Checkout.Session | null; now: Date },
): Promise<PaymentState> {
  const { bookingId } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { bookingId: true } })
  await lockBooking(tx, bookingId, system)
  await tx.$queryRaw`SELECT id FROM lock_payment(${paymentId}::uuid)`
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } })
  const stand: Stand = session ? standOf(session) : { state: "failed", failure: "not_created", paymentIntentId: null }
  const { state, failure, paymentIntentId } = stand
  if (!isNews(payment.state, state) || payment.failure === "mismatch") return payment.state
  const mismatch = session && mismatchOf({ ...payment, live: isLive() }, session)
  const about = session && { checkoutId: session.id, url: session.url, livemode: session.livemode }
  const write = async (data: Prisma.PaymentUpdateInput & { state: PaymentState }) => {
    const settledAt = ["paid", "failed", "expired"].includes(data.state) ? now : null
    await tx.payment.update({
      where: { id: paymentId },
      data: { ...about, paymentIntentId, failure, syncedAt: now, settledAt, ...data },
      select: { id: true },
    })
    return data.state
  }
  if (mismatch) {
    await recordException(tx, { kind: "mismatch", paymentId, detail: { ...mismatch, state }, now })
    return write({ state: "failed", failure: "mismatch" })
  }
  if (state !== "paid" && state !== "processing") {
    await write({ state })
    if (payment.state === "processing") await recordFailed(tx, payment, { failure, now })
    return state
  }
  const seat = await confirmSeat(tx, payment, { underWay: state === "processing", now })
  await write({ state, ...(seat?.ok && { seat: { connect: { id: seat.seatId } } }) })
  if (state === "processing") return state
  await settleBooking(tx, { bookingId, now })
  if (seat && !seat.ok) await recordReturned(tx, payment, now)
  return state
}

/**
 * Null where no seat waits for it: of an open item, and where the debit has made it sure before, whatever became of it
 * since.
 */
async function confirmSeat(
  tx: Tx,
  { bookingId, seatId }: Payment,
  { underWay, now }: { underWay: boolean; now: Date },
): Promise<Awaited<ReturnType<typeof confirmPaid>> | null> {
  if (!seatId) return null
  const { confirmedAt } = await tx.seat.findUniqueOrThrow({ where: { id: seatId }, select: { confirmedAt: true } })
  return confirmedAt ? null : confirmPaid(tx, { bookingId, seatId, underWay, now })
}

async function recordReturned(tx: Tx, { id, bookingId, seatId, grossCents, currency }: Payment, now: Date) {
  const seat = await tx.seat.findUniqueOrThrow({ where: { id: seatId! }, select: { groupSessionId: true } })
  await recordActivity(tx, "payment.returned", {
    ...{ actor: system, bookingId, seatId: seatId!, sessionId: seat.groupSessionId },
    detail: { paymentId: id, grossCents, currency },
    at: now,
  })
}
