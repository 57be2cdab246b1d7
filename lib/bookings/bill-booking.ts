import { db, type Tx } from "@/lib/db"
import type { Price } from "@/lib/money"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import type { LockedBookingRow } from "./lock-booking"
import { agreedPrice, netLeft, usedVoucher } from "./rules-price"
import type { BillingInput } from "./schema-billing"

/**
 * Sees to it that somebody is billed for a seat in a locked session, before a locked booking takes it: who is known, or who
 * is said now, by invoice. Nobody is asked twice, so who is known stays.
 * @returns whether it is known; nothing is written where it is not
 */
export async function billBooking(
  tx: Tx,
  { id: bookingId }: Pick<LockedBookingRow, "id">,
  { priceNetCents: netCents, vatRateBasisPoints, currency }: LockedSession,
  billing: BillingInput | undefined,
  now: Date,
): Promise<boolean> {
  const price = netCents === null ? null : { netCents, vatRateBasisPoints, currency }
  if (!(await lacksBilling({ bookingId, price }, tx))) return true
  if (!billing) return false
  await tx.$executeRaw`SELECT save_billing(${bookingId}::uuid, ${JSON.stringify(billing)}::jsonb, ${now}::timestamptz)`
  await tx.booking.updateMany({ where: { id: bookingId, pays: null }, data: { pays: "invoice" } })
  return true
}

/** Whether a booking has to say who is billed before it takes a seat at a price: not where a voucher leaves nothing to pay. */
export async function lacksBilling(
  { bookingId, price }: { bookingId: string; price: Price | null },
  tx: Tx = db,
): Promise<boolean> {
  if (!price) return false
  const { billingProfile, voucherUse } = await tx.booking.findUniqueOrThrow({
    where: { id: bookingId },
    select: {
      billingProfile: { select: { bookingId: true } },
      voucherUse: { select: { givenBackAt: true, voucher: true } },
    },
  })
  return !billingProfile && netLeft(agreedPrice(price, usedVoucher(voucherUse))) > 0
}
