import { transaction } from "@/lib/db"
import { getLimits } from "@/lib/sessions/settings"

/**
 * Forgets what was said in confidence for a round, so long after it as the house has set: with whom somebody did not want
 * to sit, why somebody objected, their cards, with whom they would have liked to stay in touch, and the organizer's notes
 * on conflicts; and what the picture counted. What was decided and who moved stays. These tables are the only place where it stands: no log, mail or job
 * holds it. Runs daily.
 */
export async function forgetPrivate(by: { now?: Date } = {}): Promise<void> {
  await transaction(async (tx, now) => {
    const { rounds } = await getLimits(now, tx)
    // Of a booking with a date to come, or one that waits for some, nothing is over yet.
    await tx.$executeRaw`
      WITH over AS MATERIALIZED (
        SELECT b.id FROM bookings b
         WHERE b.id IN (SELECT booking_id FROM conflict_wishes UNION SELECT booking_id FROM table_cards)
           AND b.created_at < ${rounds}
           AND NOT EXISTS (SELECT FROM seats s JOIN group_sessions g ON g.id = s.group_session_id
                            WHERE s.booking_id = b.id AND g.ends_at >= ${rounds})
           AND NOT EXISTS (SELECT FROM waitlist_entries w WHERE w.booking_id = b.id AND w.state IN ('waiting', 'offered'))),
      wishes AS (DELETE FROM conflict_wishes WHERE booking_id IN (SELECT id FROM over))
      DELETE FROM table_cards WHERE booking_id IN (SELECT id FROM over)`
    await tx.$executeRaw`
      UPDATE objections o SET text = NULL FROM seats s JOIN group_sessions g ON g.id = s.group_session_id
       WHERE s.id = o.seat_id AND o.text IS NOT NULL AND g.ends_at < ${rounds}`
    await tx.$executeRaw`
      DELETE FROM contact_wishes c USING seats s JOIN group_sessions g ON g.id = s.group_session_id
       WHERE s.id = c.seat_id AND g.ends_at < ${rounds}`
    await tx.$executeRaw`
      UPDATE seats s SET industry = NULL, size_band = NULL, party = NULL FROM group_sessions g
       WHERE g.id = s.group_session_id AND s.party IS NOT NULL AND g.ends_at < ${rounds}`
    // A note is of use as long as one of the two comes.
    await tx.$executeRaw`
      UPDATE company_conflicts c SET note = NULL
       WHERE c.note IS NOT NULL AND c.added_at < ${rounds}
         AND NOT EXISTS (SELECT FROM seats s JOIN group_sessions g ON g.id = s.group_session_id
                          WHERE s.company_group_id IN (c.group_id, c.other_id) AND s.state = 'confirmed' AND g.ends_at >= ${rounds})`
  }, by)
}
