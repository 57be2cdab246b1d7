import { db } from "@/lib/db"
import type { Locale } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import type { RevenueRow } from "./rules-revenue"

/**
 * The revenue of a year by month and format, as the ledger says it: a price and a fee count on the day they were owed, what
 * takes them back on the day it did, a refund on the day it went through. Days are those of the house; what was paid back
 * for a booking belongs to the format of its last seat.
 */
export async function listRevenue(year: number, locale: Locale): Promise<RevenueRow[]> {
  const { timeZone } = await getSettings()
  return db.$queryRaw<RevenueRow[]>`
    SELECT to_char(e.at AT TIME ZONE ${timeZone}, 'YYYY-MM') AS month, f.id AS "formatId",
           f.texts -> ${locale} ->> 'shortName' AS "formatName",
           coalesce(sum(e.net_cents) FILTER (WHERE e.kind IN ('price', 'discount')), 0)::int AS "netCents",
           coalesce(sum(e.vat_cents) FILTER (WHERE e.kind IN ('price', 'discount')), 0)::int AS "vatCents",
           coalesce(sum(e.gross_cents) FILTER (WHERE e.kind IN ('price', 'discount')), 0)::int AS "grossCents",
           coalesce(sum(e.net_cents) FILTER (WHERE e.kind = 'fee'), 0)::int AS "feeNetCents",
           coalesce(sum(e.vat_cents) FILTER (WHERE e.kind = 'fee'), 0)::int AS "feeVatCents",
           coalesce(sum(e.gross_cents) FILTER (WHERE e.kind = 'fee'), 0)::int AS "feeGrossCents",
           coalesce(-sum(e.gross_cents) FILTER (WHERE e.kind = 'refund'), 0)::int AS "refundedCents"
      FROM ledger_entries e
      JOIN seats s ON s.id = coalesce(e.seat_id, (
        SELECT l.id FROM seats l WHERE l.booking_id = e.booking_id ORDER BY l.created_at DESC, l.id LIMIT 1))
      JOIN group_sessions g ON g.id = s.group_session_id JOIN formats f ON f.id = g.format_id
     WHERE e.kind <> 'payment'
       AND e.at >= make_timestamptz(${year}::int, 1, 1, 0, 0, 0, ${timeZone})
       AND e.at < make_timestamptz(${year}::int + 1, 1, 1, 0, 0, 0, ${timeZone})
     GROUP BY 1, f.id HAVING count(*) FILTER (WHERE e.gross_cents <> 0) > 0
     ORDER BY 1, f.position, f.slug`
}

/** The years in which anything was owed, the newest first. */
export async function listRevenueYears(): Promise<number[]> {
  const { timeZone } = await getSettings()
  const rows = await db.$queryRaw<{ year: number }[]>`
    SELECT DISTINCT extract(year FROM at AT TIME ZONE ${timeZone})::int AS year FROM ledger_entries ORDER BY year DESC`
  return rows.map(({ year }) => year)
}
