import { type Actor, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { existsLocally } from "@/lib/time-zone"
import { isOpen, lockSessions } from "./lock-sessions"
import { sessionTimes } from "./rules"

export type MoveRefusal = "not_found" | "session_closed" | "stale_revision" | "in_the_past" | "local_time"

/**
 * Moves a session to another time; its people keep their seats and are told both dates. To where it is: no effect.
 * Answers that are still due stay due, but never later than the new start.
 */
export async function moveGroupSession(
  input: { sessionId: string; revision: number; localStart: string; timeZone?: string },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<{ revision: number }, MoveRefusal>> {
  return transaction(
    async (tx, now) => {
      const [session] = await lockSessions(tx, [input.sessionId])
      if (!session) return refuse("not_found")
      if (session.status !== "draft" && !isOpen(session, now)) return refuse("session_closed")
      const { localStart, timeZone = session.timeZone } = input
      if (localStart === session.localStart && timeZone === session.timeZone)
        return { ok: true, revision: session.revision }
      if (session.revision !== input.revision) return refuse("stale_revision")
      if (!existsLocally(localStart, timeZone)) return refuse("local_time")
      const lengthMinutes = (session.endsAt.getTime() - session.startsAt.getTime()) / 60_000
      const times = sessionTimes(localStart, timeZone, lengthMinutes)
      if (times.startsAt <= now) return refuse("in_the_past")

      const revision = session.revision + 1
      await tx.groupSession.update({ where: { id: session.id }, data: { localStart, timeZone, ...times, revision } })
      await answerBefore(tx, session.id, times.startsAt)
      const detail = {
        before: {
          startsAt: session.startsAt.toISOString(),
          endsAt: session.endsAt.toISOString(),
          timeZone: session.timeZone,
        },
        after: { startsAt: times.startsAt.toISOString(), endsAt: times.endsAt.toISOString(), timeZone },
      }
      await recordActivity(tx, "session.moved", { actor: by.actor, sessionId: session.id, detail, at: now })
      return { ok: true, revision }
    },
    { now: by.now },
  )
}

/**
 * Everything that is still to be answered about a session is answered by its start: requests for it, substitutes for its
 * seats, and moves out of it, whose answer must come while there is a seat to keep.
 */
async function answerBefore(tx: Tx, groupSessionId: string, startsAt: Date): Promise<void> {
  const late = { state: "requested", decideAt: { gt: startsAt } } as const
  const data = { decideAt: startsAt }
  const here = { OR: [{ groupSessionId }, { replaces: { groupSessionId, state: "confirmed" as const } }] }
  await tx.seat.updateMany({ where: { ...late, ...here }, data })
  await tx.substitution.updateMany({ where: { ...late, seat: { groupSessionId } }, data })
}
