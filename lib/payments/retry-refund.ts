import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { againOccasion, openRefund, settleException } from "./open-refund"

export type RetryRefusal =
  | "not_found"
  /** It has not failed. */
  | "not_failed"
  /** By now the booking owes it again. */
  | "not_owed_back"

/** Asks once more for a refund that has failed, with a key of its own; asked twice it is asked for once. */
export async function retryRefund(
  { refundId }: { refundId: string },
  by: By,
): Promise<Outcome<{ retried: boolean }, RetryRefusal>> {
  return transaction(async (tx, now) => {
    const opened = await openRefund(tx, refundId, now)
    if (!opened) return refuse("not_found")
    const { refund, payment, again, owed } = opened
    if (again) return { ok: true, retried: false }
    if (refund.state !== "failed") return refuse("not_failed")
    if (!owed) return refuse("not_owed_back")
    const { paymentId, grossCents } = refund
    await tx.refund.create({
      data: { paymentId, grossCents, occasion: againOccasion(refundId), createdAt: now },
      select: { id: true },
    })
    await settleException(tx, refundId, { resolution: "paid_again", memberId: by.actor.id ?? null, now })
    const { bookingId, currency } = payment
    const detail = { refundId, grossCents, currency }
    await recordActivity(tx, "refund.retried", { actor: by.actor, bookingId, detail, at: now })
    return { ok: true, retried: true }
  }, by)
}
