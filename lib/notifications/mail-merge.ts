import type { Tx } from "@/lib/db"
import type { Activity } from "@/prisma/generated/client"
import { appointmentOf, getSession } from "./facts"
import { mailHolders } from "./mail-holders"

/** The organizer asks whether another date suits: each holder by themselves, as long as they have not answered. */
export async function mailMergeQuestion(tx: Tx, activity: Activity): Promise<void> {
  const { questionId } = activity.detail as { questionId: string }
  const question = await tx.mergeQuestion.findUniqueOrThrow({
    where: { id: questionId },
    include: {
      // Who has given the seat back or handed it over since has nothing to say to it.
      answers: { where: { seat: { state: "confirmed" } }, include: { seat: { include: { booking: true } } } },
    },
  })
  if (question.endedAt) return
  const session = await getSession(tx, question.groupSessionId)
  const target = await getSession(tx, question.targetId)
  for (const { seatId, seat } of question.answers) {
    const { booking, participantId } = seat
    const occasion = `${activity.id}:${booking.id}`
    const mail = { kind: "merge_question" as const, occasion, booking, session, participantId }
    await mailHolders(
      tx,
      { ...mail, usefulUntil: question.answerBy },
      {
        ...{ questionId, seatId, expiresAt: question.answerBy.toISOString() },
        other: appointmentOf(target, booking.locale),
        byRequest: target.format.round === "closed",
      },
    )
  }
}
