import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import type { BillingInput } from "@/lib/bookings/schema-billing"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { rateAnew } from "./rate-anew"
import { settleBooking } from "./settle-booking"

/**
 * Says who is billed, or says it anew. Where that changes the VAT, what is owed is written once more; what is issued
 * already is answered by other documents (lib/invoices/renew-invoices.ts). Refuses a booking whose mailbox nobody has
 * proved, or that is not the actor's any more (`not_found`).
 */
export async function saveBillingProfile(
  input: { bookingId: string; billing: BillingInput },
  by: By,
): Promise<Outcome<object, "not_found">> {
  const { bookingId, billing } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    if (!locked?.booking.verifiedAt) return refuse("not_found")
    const before = await tx.billingProfile.findUnique({ where: { bookingId }, select: { country: true, vatId: true } })
    await tx.$executeRaw`SELECT save_billing(${bookingId}::uuid, ${JSON.stringify(billing)}::jsonb, ${now}::timestamptz)`
    const isTaxedAlike = before?.country === billing.country && before.vatId === (billing.vatId ?? null)
    if (before && !isTaxedAlike) await rateAnew(tx, { bookingId, now })
    await settleBooking(tx, { bookingId, now })
    await recordActivity(tx, "billing.changed", { actor: by.actor, bookingId, at: now })
    return { ok: true }
  }, by)
}
