import type { Tx } from "@/lib/db"
import { settleBooking } from "./settle-booking"

/**
 * A refund whose booking nobody else can change until the transaction ends, and whether it is still owed: since it was
 * wanted, somebody may have booked for it. `again` is the one by which a failed one was asked for anew.
 * @returns null where there is none
 */
export async function openRefund(tx: Tx, refundId: string, now: Date) {
  const { payment } = (await tx.refund.findUnique({ where: { id: refundId }, select: { payment: true } })) ?? {}
  if (!payment) return null
  const { openCents } = await settleBooking(tx, { bookingId: payment.bookingId, now })
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } })
  const again = await tx.refund.findUnique({ where: { occasion: againOccasion(refundId) } })
  const onTheirWay = await tx.refund.aggregate({
    _sum: { grossCents: true },
    where: { payment: { bookingId: payment.bookingId }, state: { in: ["wanted", "pending"] }, id: { not: refundId } },
  })
  const leftCents = -openCents - (onTheirWay._sum.grossCents ?? 0)
  return { refund, payment, again, owed: leftCents >= refund.grossCents }
}

/** By which a person asks again for what has failed; `settleBooking` counts the two as one. */
export const againOccasion = (refundId: string): string => `again:${refundId}`

/** What was wrong with a refund is dealt with. */
export async function settleException(
  tx: Tx,
  refundId: string,
  resolved: { resolution: "paid_back" | "paid_again"; memberId: string | null; now: Date },
): Promise<void> {
  const { now: resolvedAt, ...how } = resolved
  await tx.paymentException.updateMany({
    where: { refundId, kind: "refund_failed", resolvedAt: null },
    data: { ...how, resolvedAt },
  })
}
