import { recordActivity, system } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { Payment } from "@/prisma/generated/client"
import { lastSeatOf } from "./last-seat"
import { settleBooking } from "./settle-booking"

/**
 * Says that what was counted on has not come, or has gone again, where something is open for it. The seat stays: it is
 * owed as by invoice.
 * @param about `failure`: Stripe's code, or "disputed" where the bank has fetched it back
 */
export async function recordFailed(
  tx: Tx,
  { id, bookingId, grossCents, currency }: Payment,
  { failure, now }: { failure: string | null; now: Date },
): Promise<void> {
  const { openCents } = await settleBooking(tx, { bookingId, now })
  if (openCents <= 0) return
  await recordActivity(tx, "payment.failed", {
    ...{ actor: system, bookingId, ...(await lastSeatOf(tx, bookingId)) },
    detail: { paymentId: id, grossCents, openCents, currency, failure },
    at: now,
  })
}
