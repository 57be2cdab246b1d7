import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { ResolutionInput } from "./schema-desk"

/**
 * Writes down how somebody has dealt with what only a person can decide; it moves no money and no seat. Of two at once
 * the first one's answer stands.
 */
export async function resolveException(
  { exceptionId, resolution, note }: ResolutionInput,
  by: By,
): Promise<Outcome<{ resolved: boolean }, "not_found">> {
  return transaction(async (tx, now) => {
    const exception = await tx.paymentException.findUnique({
      where: { id: exceptionId },
      select: { kind: true, payment: { select: { bookingId: true } }, refund: { select: { payment: true } } },
    })
    if (!exception) return refuse("not_found")
    const { count } = await tx.paymentException.updateMany({
      where: { id: exceptionId, resolvedAt: null },
      data: { resolution, note, resolvedAt: now, memberId: by.actor.id ?? null },
    })
    if (count === 0) return { ok: true, resolved: false }
    const bookingId = exception.payment?.bookingId ?? exception.refund?.payment.bookingId
    // What somebody has noted stands where it can be changed, not in the log.
    const detail = { exceptionId, exception: exception.kind, resolution }
    await recordActivity(tx, "exception.resolved", { actor: by.actor, bookingId, detail, at: now })
    return { ok: true, resolved: true }
  }, by)
}
