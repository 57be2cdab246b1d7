import { answerMerge } from "@/lib/bookings/answer-merge"
import { askMerge } from "@/lib/bookings/ask-merge"
import { findMergeQuestion, listMergeTargets } from "@/lib/bookings/queries-merge"
import { db } from "@/lib/db"
import { findDeskSession } from "@/lib/sessions/queries"
import { by } from "../support/world"

/** The question whether another date suits, as the organizer and the people of a thin session go about it. */

type Session = { id: string }

/** What the preview of a question shows, and its form sends. */
export async function previewOf(session: Session, target: Session, now: Date) {
  const shown = (await findDeskSession(session.id, "de", {}, now))!
  const other = (await listMergeTargets(shown, "de", now)).find(({ id }) => id === target.id)
  return {
    ...{ sessionId: session.id, targetId: target.id, revision: shown.revision },
    ...{ conditions: other?.conditions ?? "", answerBy: other?.answerBy ?? now },
  }
}

export const ask = async (session: Session, target: Session, now: Date, memberId?: string) =>
  askMerge(await previewOf(session, target, now), by("organizer", now, memberId))

export const questionOf = async ({ id: groupSessionId }: Session) =>
  db.mergeQuestion.findFirstOrThrow({ where: { groupSessionId }, orderBy: { askedAt: "desc" } })

export async function say(
  session: Session,
  { bookingId }: { bookingId: string },
  answer: "move" | "keep",
  now: Date,
  role: "participant" | "booker" = "participant",
) {
  return answerMerge({ bookingId, questionId: (await questionOf(session)).id, answer }, by(role, now))
}

/** "Petra Muster: move", as the desk reads it. */
export async function answersIn({ id }: Session, now: Date): Promise<string[]> {
  const { people } = (await findMergeQuestion(id, now))!
  return people.map(({ name, answer, gone }) => `${name}: ${gone ? "gone" : answer}`).sort()
}
