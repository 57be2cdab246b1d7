import { system } from "@/lib/activity"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { issueInvoice } from "./issue-invoice"
import { listWaiting } from "./queries-waiting"
import { renewInvoices } from "./renew-invoices"
import { isDue } from "./rules-due"

/**
 * Issues what is due by itself and renews what says another day than its session has by now. What cannot be issued, since
 * something is missing or undecided, stays as it is and is tried again; it is a to-do of the desk. One that fails keeps none of
 * the others waiting. Runs every minute; safe to run twice at once.
 */
export async function issueDueInvoices({ now = presentTime() }: { now?: Date } = {}): Promise<void> {
  // What was taken back first: what is left of an invoice is what can be said anew.
  const due = (await listWaiting())
    .filter((booking) => booking.billed && (booking.grossCents !== 0 || booking.corrects) && isDue(booking, now))
    .map(({ bookingId }) => ({ bookingId }))
  await oneByOne(due, "invoice.not_issued", (booking) => issueInvoice(booking, { actor: system, now }))
  const outdated = await listOutdated(now)
  await oneByOne(outdated, "invoice.not_renewed", (booking) => renewInvoices(booking, { actor: system, now }))
}

/**
 * Bookings with an invoice that stands and names another day than that of the session, which still lies ahead, or that is
 * older than what was said last of who is billed.
 */
const listOutdated = (now: Date) => db.$queryRaw<{ bookingId: string }[]>`
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
