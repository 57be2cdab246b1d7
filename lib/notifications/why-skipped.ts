import type { Tx } from "@/lib/db"
import { readBalance } from "@/lib/invoices/queries"
import { isAnswered, type ReminderKind, reminderKinds } from "@/lib/sessions/rules-reminders"
import type { Mail, SkipReason } from "@/prisma/generated/client"
import { occasionOf } from "./reminder-occasion"
import { dunningKinds } from "./rules-recipients"

/**
 * Why a mail that waited in the queue is of no use any more, looked at in the moment before it is sent: its time has
 * passed, or what it is about has changed. Null when it is as it was.
 */
export async function whySkipped(
  tx: Tx,
  mail: Pick<Mail, "kind" | "occasion" | "params" | "usefulUntil">,
  now: Date,
): Promise<SkipReason | null> {
  if (mail.usefulUntil && mail.usefulUntil <= now) return "late"
  if (mail.kind === "offer") return whyNoOffer(tx, mail.occasion)
  if (dunningKinds.some((each) => each === mail.kind))
    return (await readBalance(tx, (mail.params as { bookingId: string }).bookingId)) > 0 ? null : "paid"
  const kind = reminderKinds.find((each) => each === mail.kind)
  const { seatId, questionId } = mail.params as { seatId?: string; questionId?: string }
  if (mail.kind === "merge_question" && seatId && questionId) return whyNoQuestion(tx, { seatId, questionId })
  return kind && seatId ? whyNoReminder(tx, { kind, seatId, occasion: mail.occasion }) : null
}

/** Nobody reads of a seat as theirs to take that they have taken or declined, or that is offered to somebody else by now. */
async function whyNoOffer(tx: Tx, activityId: string): Promise<Exclude<SkipReason, "late"> | null> {
  const { seatId } = await tx.activity.findUniqueOrThrow({ where: { id: activityId } })
  const seat = await tx.seat.findUnique({ where: { id: seatId ?? "" }, select: { state: true, releaseReason: true } })
  if (seat?.state === "offered") return null
  return seat?.state === "released" && seat.releaseReason !== "declined" ? "released" : "answered"
}

/** Nobody is reminded of a seat they have given back, nor of a date that is another one now, nor asked what they have said. */
export async function whyNoReminder(
  tx: Tx,
  { kind, seatId, occasion }: { kind: ReminderKind; seatId: string; occasion: string },
): Promise<Exclude<SkipReason, "late"> | null> {
  const seat = await tx.seat.findUnique({
    where: { id: seatId },
    select: {
      state: true,
      answer: { select: { answeredAt: true } },
      groupSession: { select: { status: true, movedAt: true } },
    },
  })
  if (seat?.state !== "confirmed" || seat.groupSession.status === "cancelled") return "released"
  const { movedAt } = seat.groupSession
  if (occasion !== occasionOf(seatId, movedAt)) return "moved"
  const asks = kind === "question" || kind === "question_again"
  return asks && seat.answer && isAnswered(seat.answer, movedAt) ? "answered" : null
}

/** Nobody is asked what is taken back or settled, nor what they have answered. */
async function whyNoQuestion(
  tx: Tx,
  asked: { questionId: string; seatId: string },
): Promise<Exclude<SkipReason, "late"> | null> {
  const row = await tx.mergeAnswer.findUnique({
    where: { questionId_seatId: asked },
    select: {
      answer: true,
      seat: { select: { state: true } },
      question: { select: { endedAt: true, groupSession: { select: { status: true } } } },
    },
  })
  if (!row || row.question.endedAt || row.question.groupSession.status !== "published") return "withdrawn"
  if (row.answer) return "answered"
  return row.seat.state === "confirmed" ? null : "released"
}
