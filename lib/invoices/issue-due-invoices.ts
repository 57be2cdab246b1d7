import { system } from "@/lib/activity"
import type { Terms } from "@/lib/bookings/rules"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { issueInvoice } from "./issue-invoice"
import { renewInvoices } from "./renew-invoices"
import { isDue } from "./rules-due"

/**
 * Issues what is due by itself and renews what says another day than its session has by now. What cannot be issued, since
 * something is missing or undecided, stays as it is and is tried again; it is a to-do of the desk. Runs every minute; safe
 * to run twice at once.
 */
export async function issueDueInvoices({ now = presentTime() }: { now?: Date } = {}): Promise<void> {
  // What was taken back first: what is left of an invoice is what can be said anew.
  for (const { bookingId, ...waiting } of await listWaiting())
    if (isDue(waiting, now)) await issueInvoice({ bookingId }, { actor: system, now })
  for (const bookingId of await listOutdated(now)) await renewInvoices({ bookingId }, { actor: system, now })
}

type Row = {
  bookingId: string
  paid: boolean
  corrects: boolean
  terms: Terms
  startsAt: Date | null
  timeZone: string | null
}

/** Bookings with lines that stand on no document and come to something, unless a debit is on its way: it would be asked for twice. */
async function listWaiting() {
  const rows = await db.$queryRaw<Row[]>`
    WITH undocumented AS (
      SELECT e.booking_id, sum(e.gross_cents) AS cents,
             bool_or(EXISTS (SELECT FROM invoice_entries y WHERE y.entry_id = e.reverses_id)) AS corrects
        FROM ledger_entries e
       WHERE e.kind IN ('price', 'discount', 'fee')
         AND NOT EXISTS (SELECT FROM invoice_entries x WHERE x.entry_id = e.id)
       GROUP BY e.booking_id)
    SELECT u.booking_id AS "bookingId", u.corrects, b.terms, g.starts_at AS "startsAt", g.time_zone AS "timeZone",
           EXISTS (SELECT FROM ledger_entries p WHERE p.booking_id = b.id AND p.kind = 'payment') AS paid
      FROM undocumented u JOIN bookings b ON b.id = u.booking_id JOIN billing_profiles p ON p.booking_id = b.id
      LEFT JOIN seats s ON s.booking_id = b.id AND s.state = 'confirmed'
      LEFT JOIN group_sessions g ON g.id = s.group_session_id
     WHERE (u.cents <> 0 OR u.corrects)
       AND NOT EXISTS (SELECT FROM payments w WHERE w.booking_id = b.id AND w.state = 'processing') ORDER BY b.created_at, b.id`
  return rows.map(({ bookingId, paid, corrects, terms, startsAt, timeZone }) => ({
    ...{ bookingId, paid, corrects },
    seat: startsAt && timeZone ? { terms, startsAt, timeZone } : null,
  }))
}

/**
 * Bookings with an invoice that stands and names another day than that of the session, which still lies ahead, or that is
 * older than what was said last of who is billed.
 */
async function listOutdated(now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ bookingId: string }[]>`
    SELECT i.booking_id AS "bookingId"
      FROM billing_profiles p JOIN invoices i ON i.booking_id = p.booking_id
     WHERE i.kind = 'invoice' AND i.issued_at < p.updated_at
       AND EXISTS (SELECT FROM invoice_entries x WHERE x.invoice_id = i.id AND standing_document(x.entry_id) = i.id)
       AND (i.content->'buyer'->>'name', i.content->'buyer'->>'street', i.content->'buyer'->>'postalCode', i.content->'buyer'->>'city',
            i.content->'buyer'->>'country', i.content->'buyer'->>'email', i.content->'buyer'->>'vatId',
            i.content->>'buyerReference', i.content->>'poNumber', i.content->>'costCentre')
           IS DISTINCT FROM
           (p.company_name, p.street, p.postal_code, p.city, p.country::text, p.emails[1], p.vat_id,
            p.buyer_reference, p.po_number, p.cost_centre)
    UNION
    SELECT DISTINCT i.booking_id AS "bookingId"
      FROM group_sessions g JOIN seats s ON s.group_session_id = g.id JOIN ledger_entries e ON e.seat_id = s.id
      JOIN invoice_entries x ON x.entry_id = e.id JOIN invoices i ON i.id = x.invoice_id
     WHERE g.starts_at > ${now}::timestamptz AND g.status IN ('published', 'guaranteed')
       AND i.kind = 'invoice' AND e.kind = 'price' AND standing_document(e.id) = i.id
       AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.reverses_id = e.id)
       AND NOT i.content->'lines' @> jsonb_build_array(jsonb_build_object(
             'suppliedOn', to_char(g.starts_at AT TIME ZONE g.time_zone, 'YYYY-MM-DD')))`
  return rows.map(({ bookingId }) => bookingId)
}
