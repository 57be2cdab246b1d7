import { db, type Tx } from "@/lib/db"
import type { Price } from "@/lib/money"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import type { LockedBookingRow } from "./lock-booking"
import { agreedPrice, isFor, netLeft, usedVoucher } from "./rules-price"
import type { BillingInput } from "./schema-billing"

/**
 * Sees to it that somebody is billed for a seat in a locked session, before a locked booking takes it: who is known, or who
 * is said now, by invoice. Nobody is asked twice, so who is known stays.
 * @returns whether it is known; nothing is written where it is not
 */
export async function billBooking(
  tx: Tx,
  { id: bookingId }: Pick<LockedBookingRow, "id">,
  { formatId, priceNetCents: netCents, vatRateBasisPoints, currency }: LockedSession,
  billing: BillingInput | undefined,
  now: Date,
): Promise<boolean> {
  const price = netCents === null ? null : { netCents, vatRateBasisPoints, currency }
  if (!(await lacksBilling({ bookingId, price, formatId }, tx))) return true
  if (!billing) return false
  await tx.$executeRaw`SELECT save_billing(${bookingId}::uuid, ${JSON.stringify(billing)}::jsonb, ${now}::timestamptz)`
  // Nor by a voucher that takes nothing off this price.
  const unsaid = { id: bookingId, OR: [{ pays: null }, { pays: "voucher" as const }] }
  await tx.booking.updateMany({ where: unsaid, data: { pays: "invoice" } })
  return true
}

/**
 * Whether a booking has to say who is billed before it takes a seat at a price: not where a voucher leaves nothing to pay.
 * @param seat `formatId`: that of the seat, where the booking has none of it yet
 */
export async function lacksBilling(
  { bookingId, price, formatId }: { bookingId: string; price: Price | null; formatId?: string },
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
  const used = usedVoucher(voucherUse)
  const voucher = used && (!formatId || isFor(used, formatId)) ? used : null
  return !billingProfile && netLeft(agreedPrice(price, voucher)) > 0
}
