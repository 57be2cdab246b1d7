import { recordActivity, system } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { emptySession } from "./empty-session"

/**
 * Closes what is over. Held and requested seats are released; confirmed ones stay as the record of who had a place
 * (docs/decisions).
 * @returns how many sessions were closed
 */
export async function finishSessions(options: { now?: Date } = {}): Promise<number> {
  const over = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM group_sessions
     WHERE status IN ('published', 'guaranteed') AND ends_at <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp())
     ORDER BY id`
  return oneByOne(over, "session.not_finished", ({ id }) =>
    transaction(async (tx, now) => {
      const [session] = await lockSessions(tx, [id])
      const running = session?.status === "published" || session?.status === "guaranteed"
      if (!running || session.endsAt > now) return
      await emptySession(
        tx,
        { id, states: ["held", "offered", "requested"], reason: "session_finished" },
        { actor: system, now },
      )
      await tx.substitution.updateMany({
        where: { seat: { groupSessionId: id }, state: "requested" },
        data: { state: "withdrawn", closedAt: now },
      })
      await tx.groupSession.update({
        where: { id },
        data: { status: "finished", finishedAt: now },
        select: { id: true },
      })
      await recordActivity(tx, "session.finished", { actor: system, sessionId: id, at: now })
    }, options),
  )
}
