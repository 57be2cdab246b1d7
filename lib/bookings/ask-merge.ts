import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, isPublic, lockSessions, whilePaused } from "@/lib/sessions/lock-sessions"
import { decideBy } from "@/lib/sessions/rules-viability"
import { listToAsk } from "./queries-merge"
import { answerBy, isThin } from "./rules-merge"
import { isFull } from "./take-seat"

export type AskMergeInput = {
  sessionId: string
  targetId: string
  /** What the preview showed: the session's revision, the conditions of the other date and the deadline. */
  revision: number
  conditions: string
  answerBy: Date
}

export type AskMergeRefusal =
  | "not_found"
  | "session_closed"
  | "session_paused"
  | "session_full"
  | "already_asked"
  | "not_thin"
  | "nobody_to_ask"
  | "other_format"
  | "no_time_to_ask"
  | "stale_question"

/**
 * Asks whoever has a confirmed seat in a session below its minimum whether another date suits them as well. Nobody is
 * moved by it, no seat is kept for anybody, and it takes effect at once: there is nothing to think twice about but the
 * mails. Asking the same again has no effect; one question at a time (`already_asked`).
 *
 * The other date is of the same format and language (`other_format`), open to everybody and has a free seat. Where what
 * the preview showed is no longer so, `stale_question`.
 */
export async function askMerge(
  input: AskMergeInput,
  by: By,
): Promise<Outcome<{ questionId: string; answerBy: Date }, AskMergeRefusal>> {
  return transaction(async (tx, now) => {
    const sessions = await lockSessions(tx, [input.sessionId, input.targetId])
    const [session, target] = [input.sessionId, input.targetId].map((id) => sessions.find((each) => each.id === id))
    if (!session || !target || session === target) return refuse("not_found")
    const before = await tx.mergeQuestion.findFirst({ where: { groupSessionId: session.id, endedAt: null } })
    if (before && before.answerBy > now)
      return before.targetId === target.id
        ? { ok: true, questionId: before.id, answerBy: before.answerBy }
        : refuse("already_asked")
    if (!isOpen(session, now) || !isPublic(target, now)) return refuse("session_closed")
    const paused = whilePaused(session) ?? whilePaused(target)
    if (paused) return paused
    if (target.formatId !== session.formatId || target.language !== session.language) return refuse("other_format")
    const confirmed = await tx.seat.count({ where: { groupSessionId: session.id, state: "confirmed" } })
    if (!isThin({ ...session, confirmed })) return refuse("not_thin")
    if (await isFull(tx, target, now)) return refuse("session_full")
    const until = answerBy({ ...session, decideBy: decideBy(session) }, target, now)
    if (!until) return refuse("no_time_to_ask")
    if (session.revision !== input.revision || target.conditions !== input.conditions || +until !== +input.answerBy)
      return refuse("stale_question")
    const { asked } = await listToAsk({ sessionId: session.id, targetId: target.id }, tx)
    if (asked.length === 0) return refuse("nobody_to_ask")
    if (before) await tx.mergeQuestion.update({ where: { id: before.id }, data: { endedAt: now } })
    const seatIds = asked.map(({ id }) => id)
    return ask(tx, { sessionId: session.id, targetId: target.id, seatIds, until }, by, now)
  }, by)
}

type Question = { sessionId: string; targetId: string; seatIds: string[]; until: Date }

async function ask(tx: Tx, { sessionId, targetId, seatIds, until }: Question, { actor }: By, now: Date) {
  const { id: questionId } = await tx.mergeQuestion.create({
    data: {
      ...{ groupSessionId: sessionId, targetId, askedAt: now, answerBy: until },
      askedById: actor.kind === "organizer" ? actor.id : undefined,
      answers: { create: seatIds.map((seatId) => ({ seatId })) },
    },
    select: { id: true },
  })
  const detail = { questionId, targetId, answerBy: until.toISOString(), count: seatIds.length }
  await recordActivity(tx, "merge.asked", { actor, sessionId, detail, at: now })
  return { ok: true, questionId, answerBy: until } as const
}
