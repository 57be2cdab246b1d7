import type Stripe from "stripe"
import { recordActivity, system } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { RefundState } from "@/prisma/generated/client"
import { lastSeatOf } from "./last-seat"
import { recordException } from "./record-exception"
import { settleBooking } from "./settle-booking"

/** A refund as Stripe answers, or what it says where it gives nothing back. */
export type RefundAnswer = Pick<Stripe.Refund, "id" | "status" | "amount" | "failure_reason"> | { refused: string }

const states: Record<string, RefundState> = {
  ...{ pending: "pending", requires_action: "pending", succeeded: "succeeded", failed: "failed", canceled: "failed" },
}

/**
 * Writes down how a refund stands at Stripe. Through, the ledger says so; failed, or of another amount, it waits for a
 * person, and both sides are told of what has failed. Seats are none of its business: what was paid twice goes back, and
 * the booking stays.
 *
 * Part of a caller's transaction that has locked no booking yet.
 */
export async function applyRefund(
  tx: Tx,
  { refundId, answer, now }: { refundId: string; answer: RefundAnswer; now: Date },
): Promise<void> {
  const { payment } = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: { payment: { select: { bookingId: true, currency: true } } },
  })
  await tx.$queryRaw`SELECT id FROM lock_booking(${payment.bookingId}::uuid)`
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } })
  const refused = "refused" in answer
  const state = refused ? "failed" : (states[answer.status ?? "pending"] ?? "pending")
  const failure = refused ? answer.refused : (answer.failure_reason ?? (state === "failed" ? "failed" : null))
  const failed = async (detail: object) => {
    const cents = refund.grossCents
    if (await recordException(tx, { kind: "refund_failed", refundId, detail: { cents, ...detail }, now }))
      await recordFailed(tx, { refundId, grossCents: cents, ...payment, now })
  }
  if (refund.state === "succeeded" || refund.state === "failed") {
    // Banks send back what was through.
    if (refund.state === "succeeded" && state === "failed") await failed({ failure })
    return
  }
  const stripeRefundId = refused ? null : answer.id
  if (!refused && answer.amount !== refund.grossCents) {
    const detail = { expected: { cents: refund.grossCents }, came: { cents: answer.amount } }
    await recordException(tx, { kind: "mismatch", refundId, detail, now })
    return
  }
  await tx.refund.update({
    where: { id: refundId },
    data: { state, stripeRefundId, failure, settledAt: state === "pending" ? null : now },
    select: { id: true },
  })
  if (state === "failed") await failed({ failure })
  if (state === "succeeded") await settleBooking(tx, { bookingId: payment.bookingId, now })
}

type Failed = { refundId: string; bookingId: string; grossCents: number; currency: string; now: Date }

async function recordFailed(tx: Tx, { refundId, bookingId, grossCents, currency, now }: Failed): Promise<void> {
  const seat = await lastSeatOf(tx, bookingId)
  const detail = { refundId, grossCents, currency }
  await recordActivity(tx, "refund.failed", { actor: system, bookingId, ...seat, detail, at: now })
}
