import { db } from "@/lib/db"
import type { Discount } from "@/lib/bookings/rules-price"
import type { Locale } from "@/lib/sessions/schema"

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
}

/** All vouchers for the desk, the newest first. */
export async function listVouchers(locale: Locale): Promise<DeskVoucher[]> {
  return db.$queryRaw<DeskVoucher[]>`
    SELECT v.id, v.code, v.kind, v.percent, v.net_cents AS "netCents", v.currency, v.domain, v.most_uses AS "mostUses", v.uses,
           v.expires_on::text AS "expiresOn", v.withdrawn_at AS "withdrawnAt", f.texts -> ${locale} ->> 'shortName' AS "formatName"
      FROM vouchers v LEFT JOIN formats f ON f.id = v.format_id
     ORDER BY v.created_at DESC, v.id`
}
