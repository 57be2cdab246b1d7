import type { QueryResultRow } from "pg"

/**
 * What is always true, as queries: each lists what contradicts its sentence, so nothing listed is good. Every one is a
 * single statement and sees one moment between two commits; it may be asked at any time, also during a race.
 */
export const alwaysTrue: Record<string, string> = {
  "active seats never exceed the capacity": `
    SELECT id FROM group_sessions g
     WHERE (SELECT count(*) FROM seats s WHERE s.group_session_id = g.id AND s.state <> 'released') > g.capacity`,
  "seats_taken counts the active seats": `
    SELECT id FROM group_sessions g
     WHERE (SELECT count(*) FROM seats s WHERE s.group_session_id = g.id AND s.state <> 'released') <> g.seats_taken`,
  "no active seat in a session that is off": `
    SELECT s.id FROM seats s JOIN group_sessions g ON g.id = s.group_session_id
     WHERE g.status IN ('draft', 'cancelled') AND s.state <> 'released'
        OR g.status = 'finished' AND s.state NOT IN ('confirmed', 'released')`,
  "one active seat per person and session": `
    SELECT group_session_id, participant_id FROM seats WHERE state IN ('requested', 'offered', 'confirmed')
     GROUP BY 1, 2 HAVING count(*) > 1`,
  "never two confirmed seats of a booking": `
    SELECT booking_id FROM seats WHERE state = 'confirmed' GROUP BY 1 HAVING count(*) > 1`,
  // By what the bookings say; of what is over, companies may have been put together since.
  "one confirmed seat per company group in a closed round ahead": `
    SELECT s.group_session_id, c.group_id FROM seats s
      JOIN group_sessions g ON g.id = s.group_session_id AND g.ends_at > now()
      JOIN formats f ON f.id = g.format_id AND f.round = 'closed'
      JOIN bookings b ON b.id = s.booking_id JOIN companies c ON c.id = b.company_id
     WHERE s.state = 'confirmed' GROUP BY 1, 2 HAVING count(*) > 1`,
  "a rebooking or substitution never leaves zero seats": `
    SELECT s.booking_id FROM seats s WHERE s.release_reason IN ('rebooked', 'substituted') AND NOT EXISTS (
      SELECT FROM seats x WHERE x.booking_id = s.booking_id AND (x.state IN ('held', 'requested', 'confirmed')
         OR x.released_at >= s.released_at AND x.release_reason NOT IN ('rebooked', 'substituted')))`,
  "a booking has a seat or waits for one, and one request made it": `
    SELECT b.id FROM bookings b LEFT JOIN requests r ON r.result->>'bookingId' = b.id::text
     GROUP BY b.id
    HAVING count(r.verb) <> 1 OR NOT EXISTS (SELECT FROM seats s WHERE s.booking_id = b.id)
                             AND NOT EXISTS (SELECT FROM waitlist_entries e WHERE e.booking_id = b.id)`,
  "every change of a seat is in the log, once": `
    SELECT s.id, s.state, s.release_reason, c.change FROM seats s
     CROSS JOIN LATERAL (VALUES
       ('held', s.state = 'held' OR s.release_reason IN ('expired', 'duplicate') AND NOT EXISTS (SELECT FROM seat_offers o WHERE o.seat_id = s.id)),
       ('requested', s.requested_at IS NOT NULL),
       ('confirmed', s.confirmed_at IS NOT NULL),
       ('released', s.state = 'released')) c(change, happened)
     WHERE c.happened AND 1 <> (
       SELECT count(*) FROM activities a
        WHERE a.booking_id = s.booking_id AND CASE c.change
          WHEN 'held' THEN a.seat_id = s.id AND a.kind = 'seat.held'
          WHEN 'requested' THEN a.seat_id = s.id AND (a.kind = 'seat.requested' OR a.kind = 'seat.substituted' AND a.detail->>'before' = 'requested')
          WHEN 'confirmed' THEN a.seat_id = s.id AND (a.kind IN ('seat.confirmed', 'seat.rebooked', 'seat.added')
                                                      OR a.kind = 'seat.substituted' AND a.detail->>'before' = 'confirmed')
          ELSE CASE s.release_reason
            WHEN 'expired' THEN a.seat_id = s.id AND a.kind = 'seat.expired'
            WHEN 'declined' THEN a.seat_id = s.id AND a.kind IN ('seat.declined', 'offer.declined')
            WHEN 'duplicate' THEN a.seat_id = s.id AND a.kind = 'booking.duplicate_refused'
            WHEN 'substituted' THEN a.detail->>'fromSeatId' = s.id::text AND a.kind = 'seat.substituted'
            WHEN 'rebooked' THEN a.detail->>'withdrawnSeatId' = s.id::text AND a.kind IN ('seat.requested', 'seat.rebooked')
                              OR a.detail->>'fromSeatId' = s.id::text AND (a.kind = 'seat.rebooked'
                                 OR a.kind = 'seat.requested' AND a.detail->>'before' = 'requested')
            ELSE a.kind IN ('seat.released', 'waitlist.left') AND s.id::text IN (a.seat_id::text, a.detail->>'withdrawnSeatId') END END)`,
  "a number is never missing, and the counter stands behind the last": `
    SELECT c.series, c.year FROM invoice_counters c LEFT JOIN invoices i ON i.series = c.series AND i.year = c.year
     GROUP BY c.series, c.year, c.next HAVING count(i.id) <> c.next - 1 OR max(i.number) IS DISTINCT FROM nullif(c.next - 1, 0)`,
  "a document asks for what its lines of the ledger say": `
    SELECT i.reference FROM invoices i JOIN invoice_entries x ON x.invoice_id = i.id JOIN ledger_entries e ON e.id = x.entry_id
     GROUP BY i.id HAVING sum(e.gross_cents * CASE WHEN i.kind = 'credit_note' AND NOT EXISTS (
              SELECT FROM invoice_entries c WHERE c.invoice_id = i.corrects_id AND c.entry_id = e.id) THEN -1 ELSE 1 END)
            <> (i.content->'totals'->>'grossCents')::int + (i.content->'totals'->>'roundingCents')::int`,
  "what stands on a document is the same for one line and for all": `
    SELECT e.id FROM ledger_entries e LEFT JOIN documented_entries d ON d.entry_id = e.id
     WHERE (standing_document(e.id) IS NULL) <> (d.entry_id IS NULL)`,
  "a session is paused while a change of it is planned, and only then": `
    SELECT g.id FROM group_sessions g
      LEFT JOIN planned_changes p ON p.group_session_id = g.id AND p.state = 'planned'
     WHERE g.paused_until IS DISTINCT FROM p.effective_at`,
  "an offer is open while its seat is offered, its entry too, and only then": `
    SELECT coalesce(s.id, o.seat_id) FROM (SELECT * FROM seats WHERE state = 'offered') s
      FULL JOIN (SELECT o.*, e.state AS entry FROM seat_offers o JOIN waitlist_entries e ON e.id = o.entry_id
                  WHERE o.state = 'open') o ON o.seat_id = s.id
     WHERE s.id IS NULL OR o.id IS NULL OR o.entry <> 'offered' OR o.expires_at <> s.expires_at
    UNION ALL SELECT e.id FROM waitlist_entries e
     WHERE e.state = 'offered' AND NOT EXISTS (SELECT FROM seat_offers o WHERE o.entry_id = e.id AND o.state = 'open')`,
  "who has taken an offer has the seat, or gave it back": `
    SELECT o.id FROM seat_offers o JOIN seats s ON s.id = o.seat_id
     WHERE o.state = 'accepted' AND s.requested_at IS NULL AND s.confirmed_at IS NULL`,
  "whoever has said yes to another date has moved there": `
    SELECT m.seat_id FROM merge_answers m JOIN seats s ON s.id = m.seat_id JOIN merge_questions q ON q.id = m.question_id
     WHERE m.answer = 'move' AND (s.release_reason IS DISTINCT FROM 'rebooked' OR NOT EXISTS (
       SELECT FROM seats x WHERE x.booking_id = s.booking_id AND x.group_session_id = q.target_id))`,
  "one mail of each kind per occasion and recipient": `
    SELECT occasion, kind, recipient FROM mails GROUP BY 1, 2, 3 HAVING count(*) > 1`,
}

type Query = (sql: string) => Promise<QueryResultRow[]>

/** The sentences that are not true of a database at this moment, each with what contradicts it. */
export async function whatIsBroken(query: Query): Promise<string[]> {
  const broken: string[] = []
  for (const [sentence, sql] of Object.entries(alwaysTrue)) {
    const rows = await query(sql)
    if (rows.length > 0) broken.push(`${sentence}: ${JSON.stringify(rows.slice(0, 3))}`)
  }
  return broken
}
