import type { QueryResultRow } from "pg"

/**
 * DESIGN section 5 as queries: each lists what contradicts its sentence, so nothing listed is good. Every one is a
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
  "a rebooking or substitution never leaves zero seats": `
    SELECT booking_id FROM (SELECT DISTINCT ON (booking_id) * FROM seats ORDER BY booking_id, created_at DESC) latest
     WHERE release_reason IN ('rebooked', 'substituted')`,
  "a booking has at least one seat, and the request that made it": `
    SELECT b.id FROM bookings b
     WHERE NOT EXISTS (SELECT FROM seats s WHERE s.booking_id = b.id)
        OR (SELECT count(*) FROM requests r WHERE r.result->>'bookingId' = b.id::text) <> 1`,
  "every change of a seat is in the log, once": `
    SELECT s.id, c.change FROM seats s
     CROSS JOIN LATERAL (VALUES
       (s.expires_at IS NOT NULL OR s.release_reason = 'expired', 'begun', ARRAY['seat.held']),
       (s.requested_at IS NOT NULL, 'requested', ARRAY['seat.requested', 'seat.substituted', 'seat.added']),
       (s.confirmed_at IS NOT NULL, 'confirmed', ARRAY['seat.confirmed', 'seat.rebooked', 'seat.substituted', 'seat.added']),
       (s.state = 'released', 'released', CASE s.release_reason
         WHEN 'expired' THEN ARRAY['seat.expired']
         WHEN 'declined' THEN ARRAY['seat.declined']
         WHEN 'duplicate' THEN ARRAY['booking.duplicate_refused']
         WHEN 'rebooked' THEN ARRAY['seat.rebooked', 'seat.requested']
         WHEN 'substituted' THEN ARRAY['seat.substituted']
         WHEN 'session_cancelled' THEN ARRAY['session.cancelled']
         ELSE ARRAY['seat.released', 'seat.rebooked', 'seat.requested', 'seat.substituted', 'session.finished'] END)
     ) c(happened, change, kinds)
     WHERE c.happened AND (
       SELECT count(*) FROM activities a WHERE a.kind = ANY (c.kinds) AND CASE
         WHEN c.change <> 'released' OR s.release_reason IN ('expired', 'declined', 'duplicate') THEN a.seat_id = s.id
         WHEN s.release_reason = 'session_cancelled' THEN a.group_session_id = s.group_session_id
         WHEN a.kind = 'seat.released' THEN s.id::text IN (a.seat_id::text, a.detail->>'withdrawnSeatId')
         ELSE s.id::text IN (a.detail->>'fromSeatId', a.detail->>'withdrawnSeatId') END) <> 1`,
  "one mail of each kind per occasion and recipient": `
    SELECT occasion, kind, recipient FROM mails GROUP BY 1, 2, 3 HAVING count(*) > 1`,
}

type Query = (sql: string) => Promise<QueryResultRow[]>

/** The sentences that are not true of a database at this moment, each with what contradicts it. */
export async function whatIsBroken(query: Query, sentences = Object.keys(alwaysTrue)): Promise<string[]> {
  const broken: string[] = []
  for (const sentence of sentences) {
    const rows = await query(alwaysTrue[sentence]!)
    if (rows.length > 0) broken.push(`${sentence}: ${JSON.stringify(rows.slice(0, 3))}`)
  }
  return broken
}
