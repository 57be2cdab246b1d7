import type Stripe from "stripe"
import type { Tx } from "@/lib/db"
import { recordException } from "./record-exception"
import { recordFailed } from "./record-failed"

/** How a dispute stands at Stripe. */
export type Dispute = Pick<Stripe.Dispute, "id" | "status" | "amount">

/**
 * Writes down that somebody fetches back through their bank what they have paid: it waits for a person. Where the bank has
 * decided so the money is gone, as with every debit that comes back: it went back as by a refund, and what is owed is open
 * again. Seats are none of its business.
 *
 * Part of a caller's transaction that has locked no booking yet.
 */
export async function applyDispute(
  tx: Tx,
  { paymentId, dispute, now }: { paymentId: string; dispute: Dispute; now: Date },
): Promise<void> {
  const { bookingId } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { bookingId: true } })
  await tx.$queryRaw`SELECT id FROM lock_booking(${bookingId}::uuid)`
  const { id, status, amount: cents } = dispute
  const occasion = `disputed:${id}`
  if (isOver(status) || (await tx.refund.findUnique({ where: { occasion }, select: { id: true } }))) return
  await recordException(tx, { kind: "disputed", paymentId, detail: { disputeId: id, cents, status }, now })
  if (status !== "lost") return
  const { refunds, ...payment } = await tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { refunds: { where: { state: { not: "failed" } }, select: { grossCents: true } } },
  })
  const left = refunds.reduce((rest, { grossCents }) => rest - grossCents, payment.grossCents)
  const grossCents = Math.min(cents, left)
  if (grossCents <= 0) return
  await tx.refund.create({
    data: { paymentId, grossCents, occasion, state: "succeeded", createdAt: now, settledAt: now },
    select: { id: true },
  })
  await recordFailed(tx, payment, { failure: "disputed", now })
}

/** Decided for us, or only asked. */
const isOver = (status: Dispute["status"]) => status === "won" || status === "warning_closed"
