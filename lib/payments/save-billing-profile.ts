import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import type { BillingInput } from "@/lib/bookings/schema-billing"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/**
 * Says who is billed, or says it anew, as long as nothing is issued (`already_issued`: a document is answered by another
 * one). Refuses a booking of whose mailbox nobody has proved anything, or that is not the actor's any more (`not_found`).
 */
export async function saveBillingProfile(
  input: { bookingId: string; billing: BillingInput },
  by: By,
): Promise<Outcome<object, "not_found" | "already_issued">> {
  const { bookingId, billing } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    if (!locked?.booking.verifiedAt) return refuse("not_found")
    if (await tx.invoice.count({ where: { bookingId } })) return refuse("already_issued")
    await tx.$executeRaw`SELECT save_billing(${bookingId}::uuid, ${JSON.stringify(billing)}::jsonb, ${now}::timestamptz)`
    await recordActivity(tx, "billing.changed", { actor: by.actor, bookingId, at: now })
    return { ok: true }
  }, by)
}
