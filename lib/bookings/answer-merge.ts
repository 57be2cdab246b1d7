import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { MergeAnswerKind } from "@/prisma/generated/client"
import { activeSeats, lockBooking, sessionOf } from "./lock-booking"
import { type MoveRefusal, rebookLocked } from "./rebook-seat"
import { stands } from "./rules-merge"
import { withdrawLocked } from "./withdraw-request"

/** `decideAt`: of the move that is asked for in a closed round. */
type Answered = Outcome<
  { answer: MergeAnswerKind; decideAt: Date | null },
  MoveRefusal | "question_over" | "date_changed"
>

/**
 * Answers whether the other date suits, by whoever holds the booking. "Move" is a rebooking in the same transaction, with
 * all that `rebookSeat` refuses; who is refused keeps the seat and has said nothing. "Keep" changes nothing, and as long
 * as the question stands it may be said otherwise. Once moved, saying so again has no effect.
 *
 * In a closed round "move" asks for the seat there, like any request: the answer comes at `decideAt`, whoever sits there.
 * Until then "keep" takes it back, and what was declined or taken back may be asked for again.
 *
 * Refuses what is not asked of this booking (`not_found`), and a question that is taken back, over, or settled because
 * the session takes place after all or the seat is gone (`question_over`). Price and terms stay, so what has to be as it
 * was shown is the time of the other date (`startsAt`; `date_changed`).
 */
export async function answerMerge(
  input: { bookingId: string; questionId: string; answer: MergeAnswerKind; startsAt?: Date },
  by: By,
): Promise<Answered> {
  const { bookingId, questionId, answer, startsAt } = input
  return transaction(async (tx, now): Promise<Answered> => {
    const asked = await tx.mergeQuestion.findUnique({ where: { id: questionId }, select: { targetId: true } })
    const locked = asked && (await lockBooking(tx, bookingId, by.actor, [asked.targetId]))
    if (!locked) return refuse("not_found")
    // Once more, now that nobody can take it back any more.
    const question = await tx.mergeQuestion.findUniqueOrThrow({ where: { id: questionId } })
    const row = await tx.mergeAnswer.findFirst({ where: { questionId, seat: { bookingId } } })
    if (!row) return refuse("not_found")
    const { confirmed, requested } = activeSeats(locked.seats)
    const isTheirs = confirmed?.id === row.seatId
    if (!isTheirs && row.answer === "move" && answer === "move") return { ok: true, answer, decideAt: null }
    if (!isTheirs || !stands(question, sessionOf(locked, confirmed), now)) return refuse("question_over")
    const waits = requested?.sessionId === question.targetId ? requested : null
    if (row.answer === answer && (answer === "keep" || waits))
      return { ok: true, answer, decideAt: waits?.decideAt ?? null }
    let decideAt: Date | null = null
    if (answer === "move") {
      const target = locked.sessions.get(question.targetId)
      if (startsAt && +startsAt !== Number(target?.startsAt)) return refuse("date_changed")
      const moved = await rebookLocked(tx, locked, { sessionId: question.targetId, questionId }, by, now)
      if (!moved.ok) return moved
      decideAt = moved.decideAt
    } else if (waits) await withdrawLocked(tx, locked, by, now)
    await tx.mergeAnswer.update({
      where: { questionId_seatId: { questionId, seatId: row.seatId } },
      data: { answer, answeredAt: now, answeredBy: by.actor.kind },
      select: { seatId: true },
    })
    await recordActivity(tx, "merge.answered", {
      ...{ actor: by.actor, bookingId, seatId: row.seatId, sessionId: question.groupSessionId },
      ...{ detail: { questionId, before: row.answer, after: answer }, at: now },
    })
    return { ok: true, answer, decideAt }
  }, by)
}
