import { type Actor, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, type Refusal, refuse } from "@/lib/errors"
import { existsLocally } from "@/lib/time-zone"
import { isOpen, type LockedSession, lockSessions, whilePaused } from "./lock-sessions"
import { sessionTimes } from "./rules"

export type MoveRefusal =
  "not_found" | "session_closed" | "session_paused" | "stale_revision" | "in_the_past" | "local_time"
type Move = { localStart: string; timeZone: string }

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
      const move = { localStart: input.localStart, timeZone: input.timeZone ?? session.timeZone }
      if (isThere(session, move)) return { ok: true, revision: session.revision }
      if (session.revision !== input.revision) return refuse("stale_revision")
      const refused = whilePaused(session) ?? moveRefusal(session, move, now)
      if (refused) return refused
      await moveLocked(tx, session, move, { actor: by.actor, now })
      return { ok: true, revision: session.revision + 1 }
    },
    { now: by.now },
  )
}

/** Whether it is to be moved to where it is. */
export const isThere = (session: LockedSession, { localStart, timeZone }: Move): boolean =>
  localStart === session.localStart && timeZone === session.timeZone

export function moveRefusal(
  session: LockedSession,
  move: Move,
  now: Date,
): Refusal<"session_closed" | "local_time" | "in_the_past"> | null {
  if (session.status !== "draft" && !isOpen(session, now)) return refuse("session_closed")
  if (!existsLocally(move.localStart, move.timeZone)) return refuse("local_time")
  return timesOf(session, move).startsAt <= now ? refuse("in_the_past") : null
}

/** Moves a locked session for which nothing speaks against it; `changeId` names the plan that holds a sentence to its people. */
export async function moveLocked(
  tx: Tx,
  session: LockedSession,
  move: Move,
  by: { actor: Actor; now: Date; changeId?: string },
): Promise<void> {
  const times = timesOf(session, move)
  await tx.groupSession.update({
    where: { id: session.id },
    data: { ...move, ...times, revision: session.revision + 1 },
  })
  await answerBefore(tx, session.id, times.startsAt)
  const detail = {
    before: told(session),
    after: told({ ...times, timeZone: move.timeZone }),
    ...(by.changeId && { changeId: by.changeId }),
  }
  await recordActivity(tx, "session.moved", { actor: by.actor, sessionId: session.id, detail, at: by.now })
}

/** When it is, as the log tells it. */
export const told = ({ startsAt, endsAt, timeZone }: { startsAt: Date; endsAt: Date; timeZone: string }) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  timeZone,
})

/** When it would be there, as long as it is now. */
export const timesOf = ({ startsAt, endsAt }: LockedSession, { localStart, timeZone }: Move) =>
  sessionTimes(localStart, timeZone, (endsAt.getTime() - startsAt.getTime()) / 60_000)

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
