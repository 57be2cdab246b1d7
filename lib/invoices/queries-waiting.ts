import type { Terms } from "@/lib/bookings/rules"
import { db } from "@/lib/db"
import type { Undecided } from "@/lib/payments/rules-vat"
import type { Waiting } from "./rules-due"

/** A booking of which something stands on no document yet. */
export type WaitingBooking = Waiting & {
  bookingId: string
  reference: string
  company: string
  participantId: string | null
  /** What stands nowhere; less than zero is to be credited. */
  grossCents: number
  currency: string
  /** It is known whom to bill. */
  billed: boolean
  /** Why its VAT is not known; what it comes to then neither. */
  undecided: Undecided | null
  /** Of who is billed. */
  vatId: string | null
}

type Row = Omit<WaitingBooking, "seat"> & { terms: Terms; startsAt: Date | null; timeZone: string | null }

/**
 * Bookings with lines that stand on no document and come to something, or whose VAT is not known, the oldest first; none
 * while a debit is on its way, or it would be asked for twice.
 */
export async function listWaiting(): Promise<WaitingBooking[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH undocumented AS (
      SELECT e.booking_id, sum(e.gross_cents)::int AS cents,
             bool_or(EXISTS (SELECT FROM documented_entries d WHERE d.entry_id = e.reverses_id)) AS corrects
        FROM ledger_entries e
       WHERE e.kind IN ('price', 'discount', 'fee')
         -- Also what a Storno has set free.
         AND NOT EXISTS (SELECT FROM documented_entries d WHERE d.entry_id = e.id)
       GROUP BY e.booking_id)
    SELECT b.id AS "bookingId", coalesce(u.corrects, false) AS corrects,
           b.vat_undecided AS undecided, p.vat_id AS "vatId", coalesce(u.cents, 0) AS "grossCents", b.currency, b.reference,
           coalesce(p.company_name, b.company_name) AS company, b.participant_id AS "participantId",
           p.booking_id IS NOT NULL AS billed, b.terms, g.starts_at AS "startsAt", g.time_zone AS "timeZone",
           EXISTS (SELECT FROM ledger_entries p WHERE p.booking_id = b.id AND p.kind = 'payment') AS paid
      FROM bookings b LEFT JOIN undocumented u ON u.booking_id = b.id
      LEFT JOIN billing_profiles p ON p.booking_id = b.id
      LEFT JOIN seats s ON s.booking_id = b.id AND s.state = 'confirmed'
      LEFT JOIN group_sessions g ON g.id = s.group_session_id
     WHERE (u.cents <> 0 OR u.corrects OR b.vat_undecided IS NOT NULL)
       AND NOT EXISTS (SELECT FROM payments w WHERE w.booking_id = b.id AND w.state = 'processing')
     ORDER BY b.created_at, b.id`
  return rows.map(({ terms, startsAt, timeZone, ...row }) => ({
    ...row,
    seat: startsAt && timeZone ? { terms, startsAt, timeZone } : null,
  }))
}
