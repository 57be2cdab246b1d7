import { system } from "@/lib/activity"
import { recordActivity } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { closeEntry } from "./decline-offer"
import { lockEntry } from "./lock-entry"
import { offerSeats } from "./verify-entry"

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
 * Closes entries that have nothing left to wait for: every session they name is over, off or declined, and they wish
 * for no other. Who never proved the mailbox within a day is forgotten in the same way, without a word.
 * @returns how many were closed
 */
export async function closeEntries(options: { now?: Date } = {}): Promise<number> {
  const over = await db.$queryRaw<{ entryId: string }[]>`
    WITH present AS (SELECT coalesce(${options.now ?? null}::timestamptz, clock_timestamp()) AS instant)
    SELECT e.id AS "entryId" FROM waitlist_entries e, present
     WHERE e.state = 'waiting' AND (e.queued_at IS NULL AND e.created_at < instant - interval '1 day'
       OR NOT EXISTS (SELECT FROM waitlist_wishes w WHERE w.entry_id = e.id) AND NOT EXISTS (
            SELECT FROM waitlist_dates d JOIN group_sessions s ON s.id = d.group_session_id
             WHERE d.entry_id = e.id AND d.declined_at IS NULL
               AND s.status IN ('published', 'guaranteed') AND s.starts_at > instant))
     ORDER BY e.id`
  return oneByOne(over, "entry.not_closed", ({ entryId }) =>
    transaction(async (tx, now) => {
      const found = await lockEntry(tx, entryId, system)
      if (found?.entry.state !== "waiting") return
      await closeEntry(tx, entryId, "lapsed", now)
      const { bookingId, queuedAt } = found.entry
      if (queuedAt)
        await recordActivity(tx, "waitlist.ended", { actor: system, bookingId, detail: { entryId }, at: now })
    }, options),
  )
}
