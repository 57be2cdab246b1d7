import { type By, recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { isAnswered } from "@/lib/sessions/rules-reminders"
import type { SeatAnswerKind } from "@/prisma/generated/client"

type AnsweredSeat = { seatId: string; bookingId: string; sessionId: string }

/**
 * Keeps whether somebody comes, of a seat that is locked with its session; null takes the answer back. What is said
 * already has no effect; what was said of a date that the session has moved from since is said anew.
 * @returns when it was said
 */
export async function keepAnswer(
  tx: Tx,
  { seatId, bookingId, sessionId }: AnsweredSeat,
  answer: SeatAnswerKind | null,
  { actor }: By,
  now: Date,
): Promise<Date> {
  const stands = await tx.seatAnswer.findUnique({ where: { seatId } })
  const { movedAt } = await tx.groupSession.findUniqueOrThrow({ where: { id: sessionId }, select: { movedAt: true } })
  const before = stands && isAnswered(stands, movedAt) ? stands.answer : null
  if (before === answer) return stands?.answeredAt ?? now
  const said = {
    ...{ answeredAt: now, answeredBy: actor.kind },
    memberId: actor.kind === "organizer" ? (actor.id ?? null) : null,
  }
  if (answer === null) await tx.seatAnswer.delete({ where: { seatId } })
  else
    await tx.seatAnswer.upsert({
      where: { seatId },
      create: { seatId, answer, ...said },
      update: { answer, ...said },
    })
  const detail = { before, after: answer }
  await recordActivity(tx, "attendance.answered", { actor, bookingId, seatId, sessionId, detail, at: now })
  return now
}
