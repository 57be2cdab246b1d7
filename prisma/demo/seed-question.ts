import type { Actor } from "@/lib/activity"
import { answerMerge } from "@/lib/bookings/answer-merge"
import { askMerge } from "@/lib/bookings/ask-merge"
import { listMergeTargets } from "@/lib/bookings/queries-merge"
import { db } from "@/lib/db"
import { react } from "@/lib/reactions"
import { findDeskSession } from "@/lib/sessions/queries"
import { must } from "./must"

/**
 * Too few have booked two dates of a format: those of the first were asked yesterday whether the other one suits as well,
 * and one of them has said no.
 */
export async function seedQuestion(formatId: string, actor: Actor, now: Date): Promise<void> {
  const at = new Date(+now - 86_400_000)
  const date = { formatId, language: "de", status: "published", startsAt: { gt: now } } as const
  const { id } = await db.groupSession.findFirstOrThrow({ where: date, orderBy: { startsAt: "asc" } })
  const session = (await findDeskSession(id, "de", {}, at))!
  const [target] = await listMergeTargets(session, "de", at)
  if (!target) throw new Error("The demo could not be prepared: there is no other date to ask about.")
  const { conditions, answerBy } = target
  const asked = { sessionId: id, targetId: target.id, revision: session.revision, conditions, answerBy }
  const { questionId } = must(await askMerge(asked, { actor, now: at }))
  const { id: activityId } = await db.activity.findFirstOrThrow({ where: { sessionId: id, kind: "merge.asked" } })
  await react(activityId)
  // As if a worker had been there: without a mail server they are kept.
  await db.mail.updateMany({
    where: { kind: "merge_question", state: "queued" },
    data: { state: "kept", createdAt: at, attempts: 1 },
  })
  const seat = { groupSessionId: id, state: "confirmed" } as const
  const { bookingId } = await db.seat.findFirstOrThrow({ where: seat, orderBy: { createdAt: "asc" } })
  const by = { actor: { kind: "participant" as const }, now: new Date(+at + 7_200_000) }
  must(await answerMerge({ bookingId, questionId, answer: "keep" }, by))
}
