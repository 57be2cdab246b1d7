import { recordActivity, system } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { instantOf } from "@/lib/time-zone"
import { lockSessions } from "./lock-sessions"
import { timesOf, told } from "./rules"

/**
 * Follows a change of zone rules: what was promised is the wall clock, so sessions ahead whose instants no longer
 * agree with it are put right, and their people get a calendar update. Runs daily; normally finds nothing.
 * @returns how many were put right
 */
export async function reanchorSessions(options: { now?: Date } = {}): Promise<number> {
  const ahead = await db.groupSession.findMany({
    where: { status: { in: ["draft", "published", "guaranteed"] }, startsAt: { gt: options.now ?? new Date() } },
    select: { id: true, localStart: true, timeZone: true, startsAt: true },
  })
  const shifted = ahead.filter((session) => +instantOf(session.localStart, session.timeZone) !== +session.startsAt)
  for (const { id } of shifted) {
    await transaction(async (tx, now) => {
      const [session] = await lockSessions(tx, [id])
      if (!session) return
      const times = timesOf(session, session)
      await tx.groupSession.update({ where: { id }, data: times })
      const detail = { before: told(session), after: told({ ...session, ...times }) }
      await recordActivity(tx, "session.moved", { actor: system, sessionId: id, detail, at: now })
    }, options)
  }
  return shifted.length
}
