import { agreedPrice, isFor, netLeft } from "@/lib/bookings/rules-price"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isUuid } from "@/lib/input"
import { type Money, moneyOf } from "@/lib/money"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"

/** What a seat would come to with a voucher: the price before, what it takes off, and what is left to pay. */
export type Discounted = { netCents: number; discountCents: number; vatRateBasisPoints: number; total: Money }

/**
 * Looks at a voucher as the booking will, and uses nothing: whoever holds a seat with it first has it. Without an address
 * nobody can say yet whether one for a company fits. Refuses as the booking does.
 */
export async function findDiscounted(
  { sessionId, code, email }: { sessionId: string; code: string; email?: string },
  now = presentTime(),
): Promise<Outcome<Discounted, "voucher_unknown" | "voucher_used_up">> {
  const session = isUuid(sessionId)
    ? await db.groupSession.findUnique({ where: { id: sessionId }, select: { format: true } })
    : null
  const voucher = await db.voucher.findUnique({ where: { code } })
  if (!session || session.format.priceNetCents === null || !voucher || voucher.withdrawnAt) {
    return refuse("voucher_unknown")
  }
  const { id: formatId, priceNetCents: netCents, vatRateBasisPoints, currency } = session.format
  const today = localDayOf(now, (await getSettings()).timeZone)
  const fits =
    (voucher.kind !== "amount" || voucher.currency === currency) &&
    isFor(voucher, formatId) &&
    (!voucher.expiresOn || voucher.expiresOn.toISOString().slice(0, 10) >= today) &&
    (!voucher.domain || !email || email.endsWith(`@${voucher.domain}`))
  if (!fits) return refuse("voucher_unknown")
  if (voucher.uses >= voucher.mostUses) return refuse("voucher_used_up")
  const price = agreedPrice({ netCents, vatRateBasisPoints, currency }, voucher)!
  const total = moneyOf({ netCents: netLeft(price), vatRateBasisPoints, currency })
  return { ok: true, netCents, discountCents: price.discountCents, vatRateBasisPoints, total }
}
