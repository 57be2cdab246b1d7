import { recordActivity, system } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { closeEntry } from "./decline-offer"
import { lockEntry } from "./lock-entry"
import { offerSeats } from "./offer-seats"

/**
 * Offers seats that nobody could be offered when they came free: to whoever had another offer then, or has wished for
 * such a date since; or tells everybody that they can be requested (a closed round, once its first access is over). Runs
 * at every full minute, after what has run out has lapsed.
 * @returns in how many sessions
 */
export async function passOnSeats(options: { now?: Date } = {}): Promise<number> {
  const sessions = await db.$queryRaw<{ sessionId: string }[]>`
    SELECT s.id AS "sessionId" FROM group_sessions s
     WHERE s.status IN ('published', 'guaranteed') AND s.paused_until IS NULL AND s.seats_taken < s.capacity
       AND s.starts_at >= coalesce(${options.now ?? null}::timestamptz, clock_timestamp()) + interval '6 hours'
       AND (EXISTS (SELECT FROM waiting_for(s.id) w WHERE fits(s.id, w.booking_id, w.participant_id))
            OR is_opening(s.id, coalesce(${options.now ?? null}::timestamptz, clock_timestamp())))
     ORDER BY s.id`
  return oneByOne(sessions, "seat.not_passed_on", ({ sessionId }) =>
    transaction(async (tx, now) => {
      await lockSessions(tx, [sessionId])
      await offerSeats(tx, sessionId, now)
    }, options),
  )
}

/**
 * Closes entries that have nothing left to wait for: every session they name is over, off or declined, or has them in it
 * by another booking, and they wish for no other; and those that kept a seat until then which they have used. Who has the
 * only seat they waited for is not told that none came free; of several dates they are told about the others. Who never
 * proved the mailbox within a day is forgotten in the same way, without a word.
 * @returns how many were closed
 */
export async function closeEntries(options: { now?: Date } = {}): Promise<number> {
  return oneByOne(await listOver(db, options.now ?? null), "entry.not_closed", ({ entryId }) =>
    transaction(async (tx, now) => {
      const found = await lockEntry(tx, entryId, system)
      // Looked at again: somebody may have asked for one more date.
      const [over] = found ? await listOver(tx, now, entryId) : []
      if (!found || !over) return
      const { bookingId, queuedAt } = found.entry
      await closeEntry(tx, entryId, over.seated ? "left" : "lapsed", now)
      const kind = over.seated ? "waitlist.left" : "waitlist.ended"
      if (queuedAt) await recordActivity(tx, kind, { actor: system, bookingId, detail: { entryId }, at: now })
    }, options),
  )
}

type Over = { entryId: string; seated: boolean }

const listOver = (client: Tx, now: Date | null, entryId: string | null = null): Promise<Over[]> =>
  client.$queryRaw<Over[]>`
    WITH present AS (SELECT coalesce(${now}::timestamptz, clock_timestamp()) AS instant),
    open AS (
      SELECT e.*, EXISTS (
               SELECT FROM seats kept JOIN group_sessions s ON s.id = kept.group_session_id
                WHERE kept.booking_id = e.booking_id AND kept.state = 'confirmed' AND s.starts_at <= instant) AS used,
             EXISTS (
               SELECT FROM waitlist_dates d JOIN seats own ON own.group_session_id = d.group_session_id
                WHERE d.entry_id = e.id AND own.participant_id = b.participant_id AND own.state = 'confirmed')
             AND NOT EXISTS (
               SELECT FROM waitlist_dates d
                WHERE d.entry_id = e.id AND d.declined_at IS NULL AND NOT EXISTS (
                  SELECT FROM seats own WHERE own.group_session_id = d.group_session_id
                     AND own.participant_id = b.participant_id AND own.state = 'confirmed')) AS there
        FROM present, waitlist_entries e JOIN bookings b ON b.id = e.booking_id
       WHERE e.state = 'waiting' AND (${entryId}::uuid IS NULL OR e.id = ${entryId}::uuid))
    SELECT o.id AS "entryId", o.used OR o.there AS seated FROM open o, present
     WHERE o.used OR (o.queued_at IS NULL AND o.created_at < instant - interval '1 day')
        OR NOT EXISTS (SELECT FROM waitlist_wishes w WHERE w.entry_id = o.id) AND NOT EXISTS (
             SELECT FROM waitlist_dates d JOIN group_sessions s ON s.id = d.group_session_id
              WHERE d.entry_id = o.id AND d.declined_at IS NULL
                AND s.status IN ('published', 'guaranteed') AND s.starts_at > instant
                AND NOT EXISTS (
                  SELECT FROM seats own JOIN bookings b ON b.id = o.booking_id
                   WHERE own.group_session_id = s.id AND own.participant_id = b.participant_id AND own.state = 'confirmed'))
     ORDER BY o.id`
