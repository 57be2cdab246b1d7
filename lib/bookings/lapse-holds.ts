import { db, transaction } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { lockSessions } from "@/lib/sessions/lock-sessions"

/**
 * Releases holds that have run out, a session at a time. Whoever needs such a seat does not wait for this: every path
 * that takes a seat lapses them itself.
 * @returns in how many sessions
 */
export async function lapseHolds(options: { now?: Date } = {}): Promise<number> {
  const sessions = await db.$queryRaw<{ sessionId: string }[]>`
    SELECT DISTINCT group_session_id AS "sessionId" FROM seats
     WHERE state IN ('held', 'offered') AND expires_at <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp())
     ORDER BY 1`
  return oneByOne(sessions, "hold.not_lapsed", ({ sessionId }) =>
    transaction(async (tx, now) => {
      await lockSessions(tx, [sessionId])
      await tx.$executeRaw`SELECT lapse_holds(${sessionId}::uuid, ${now}::timestamptz)`
    }, options),
  )
}
