import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { Refund } from "@/prisma/generated/client"
import { againOccasion, openRefund, settleException } from "./open-refund"
import { settleBooking } from "./settle-booking"

export type CompletionRefusal =
  | "not_found"
  /** Stripe gives it back by itself. */
  | "not_by_hand"
  /** By now the booking owes it again. */
  | "not_owed_back"

/**
 * Writes down that the organizer has transferred back what was wanted back: of a transfer, or what Stripe could not give
 * back. Of one that has failed it is a refund of its own, since that one has failed. Done twice it is done once.
 */
export async function completeRefund(
  { refundId }: { refundId: string },
  by: By,
): Promise<Outcome<{ completed: boolean }, CompletionRefusal>> {
  return transaction(async (tx, now) => {
    const opened = await openRefund(tx, refundId, now)
    if (!opened) return refuse("not_found")
    const { refund, payment, again, owed } = opened
    if (refund.state === "succeeded" || again) return { ok: true, completed: false }
    if (refund.state === "pending" || (refund.state === "wanted" && payment.method !== "invoice"))
      return refuse("not_by_hand")
    if (!owed) return refuse("not_owed_back")
    await markBack(tx, refund, now)
    await settleException(tx, refundId, { resolution: "paid_back", memberId: by.actor.id ?? null, now })
    const { bookingId, currency } = payment
    await settleBooking(tx, { bookingId, now })
    const detail = { refundId, grossCents: refund.grossCents, currency }
    await recordActivity(tx, "refund.completed", { actor: by.actor, bookingId, detail, at: now })
    return { ok: true, completed: true }
  }, by)
}

async function markBack(tx: Tx, { id, state, paymentId, grossCents }: Refund, now: Date): Promise<void> {
  const back = { state: "succeeded", settledAt: now } as const
  await (state === "wanted"
    ? tx.refund.update({ where: { id }, data: back, select: { id: true } })
    : tx.refund.create({
        data: { paymentId, grossCents, occasion: againOccasion(id), createdAt: now, ...back },
        select: { id: true },
      }))
}
