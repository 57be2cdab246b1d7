import type { Discount } from "@/lib/bookings/rules-price"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import type { Locale } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"

export type DeskVoucher = Discount & {
  id: string
  code: string
  currency: string
  domain: string | null
  /** Null is for every format. */
  formatName: string | null
  mostUses: number
  uses: number
  /** The last day. */
  expiresOn: string | null
  withdrawnAt: Date | null
  state: "open" | "used_up" | "expired" | "withdrawn"
}

/** All vouchers for the desk: those that can be used first, of each kind the newest first. */
export async function listVouchers(locale: Locale, now = presentTime()): Promise<DeskVoucher[]> {
  const today = localDayOf(now, (await getSettings()).timeZone)
  return db.$queryRaw<DeskVoucher[]>`
    SELECT v.id, v.code, v.kind::text, v.percent, v.net_cents AS "netCents", v.currency, v.domain,
           v.most_uses AS "mostUses", v.uses, v.expires_on::text AS "expiresOn", v.withdrawn_at AS "withdrawnAt",
           f.texts -> ${locale} ->> 'shortName' AS "formatName",
           CASE WHEN v.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN v.expires_on < ${today}::date THEN 'expired'
                WHEN v.uses >= v.most_uses THEN 'used_up' ELSE 'open' END AS state
      FROM vouchers v LEFT JOIN formats f ON f.id = v.format_id
     ORDER BY v.withdrawn_at IS NOT NULL, v.expires_on < ${today}::date IS TRUE, v.uses >= v.most_uses,
              v.created_at DESC, v.id`
}
