import { now as presentTime } from "@/lib/clock"
import { db, type Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { fullName } from "@/lib/people/rules"
import {
  type DeskSession,
  listPublicSessions,
  listPublicSessionsById,
  type PublicSession,
} from "@/lib/sessions/queries"
import type { Locale } from "@/lib/sessions/schema"
import type { MergeAnswerKind } from "@/prisma/generated/client"
import { readRooms } from "./find-collisions"
import { collisionsOf, lastOfAll } from "./rules-collisions"
import { answerBy, stands } from "./rules-merge"

type Pair = { sessionId: string; targetId: string }

/**
 * Whom a question is put to: confirmed seats, but of nobody who sits at the other date as well. In a closed round whoever
 * something stands against there is `colliding` and not asked: they would be declined.
 */
export async function listToAsk(ids: Pair, client: Tx = db) {
  const seats = await listConfirmed(ids, client)
  const { format } = await client.groupSession.findUniqueOrThrow({
    where: { id: ids.targetId },
    select: { format: { select: { round: true } } },
  })
  const against = format.round === "closed" ? await collidingIn(ids, client) : new Set()
  return { asked: seats.filter(({ id }) => !against.has(id)), colliding: seats.filter(({ id }) => against.has(id)) }
}

const listConfirmed = ({ sessionId, targetId }: Pair, client: Tx) =>
  client.seat.findMany({
    where: {
      ...{ groupSessionId: sessionId, state: "confirmed" },
      participant: { seats: { none: { groupSessionId: targetId, state: { not: "released" } } } },
    },
    include: { booking: true },
    // In the order in which bookings are locked for their entries.
    orderBy: { bookingId: "asc" },
  })

/** Those of one room against whom something stands in another, as if each asked for a seat there now. */
async function collidingIn({ sessionId, targetId }: Pair, client: Tx): Promise<Set<string>> {
  const rooms = await readRooms(client, [sessionId, targetId])
  const [own, other] = [rooms.get(sessionId)!, rooms.get(targetId)!]
  const asking = own.claims.map((claim) => ({ ...claim, decision: null, since: lastOfAll }))
  return new Set(
    asking.filter((claim) => collisionsOf(claim, other.claims, other.conflicts).length > 0).map(({ id }) => id),
  )
}

/** A date the people of a session can be asked to move to, and by when they would have to answer. */
export type MergeTarget = PublicSession & { answerBy: Date }

/** Other dates of the same format and language that have a free seat, and of which there is still time to ask. */
export async function listMergeTargets(
  session: DeskSession,
  locale: Locale,
  now = presentTime(),
): Promise<MergeTarget[]> {
  const { format, language } = session
  const sessions = await listPublicSessions(locale, { format: format.slug, language, now })
  return sessions.flatMap((target) => {
    const until = target.id !== session.id && target.bookable ? answerBy(session, target, now) : null
    return until ? { ...target, answerBy: until } : []
  })
}

/** The last question to the people of a session, as the desk sees it. */
export type MergeQuestion = {
  id: string
  target: { id: string; startsAt: Date; endsAt: Date; timeZone: string }
  askedAt: Date
  answerBy: Date
  state: "open" | "over" | "withdrawn"
  people: {
    seatId: string
    name: string
    company: string
    answer: MergeAnswerKind | null
    answeredAt: Date | null
    /** They have neither moved by it nor the seat any more. */
    gone: boolean
    /** They have said yes and not moved: in a closed round that is a request. */
    asks: boolean
  }[]
}

export async function findMergeQuestion(sessionId: string, now = presentTime()): Promise<MergeQuestion | null> {
  if (!isUuid(sessionId)) return null
  const found = await db.mergeQuestion.findFirst({
    where: { groupSessionId: sessionId },
    include: {
      groupSession: { select: { status: true } },
      target: { select: { id: true, startsAt: true, endsAt: true, timeZone: true } },
      answers: { include: { seat: { include: { booking: true, participant: true } } } },
    },
    orderBy: { askedAt: "desc" },
  })
  if (!found) return null
  const { id, target, askedAt, answerBy, endedAt, groupSession, answers } = found
  const people = answers.map(({ seatId, answer, answeredAt, seat: { booking, participant, state } }) => {
    // Who was asked, also where the booking is somebody else's by now.
    const person = participant ?? booking
    const gone = answer !== "move" && state !== "confirmed"
    const asks = answer === "move" && state === "confirmed"
    return { seatId, answer, answeredAt, name: fullName(person), company: person.companyName, gone, asks }
  })
  return {
    ...{ id, target, askedAt, answerBy },
    state: endedAt ? "withdrawn" : stands(found, groupSession, now) ? "open" : "over",
    // Who has answered first, in that order.
    people: people.sort((a, b) => +(a.answeredAt ?? now) - +(b.answeredAt ?? now) || (a.name < b.name ? -1 : 1)),
  }
}

/** What a booking is asked: whether the other date suits as well. Of the people at either date it says nothing. */
export type AskedMerge = {
  questionId: string
  /** As it is now. */
  target: PublicSession
  answerBy: Date
  answer: MergeAnswerKind | null
  open: boolean
}

/** The last question about the confirmed seat of a booking; null where it was never asked anything. */
export async function findAskedMerge(
  bookingId: string,
  locale: Locale,
  now = presentTime(),
): Promise<AskedMerge | null> {
  const asked = await db.mergeAnswer.findFirst({
    where: { seat: { bookingId, state: "confirmed" } },
    include: { question: { include: { groupSession: { select: { status: true } } } } },
    orderBy: { question: { askedAt: "desc" } },
  })
  if (!asked) return null
  const { question, answer } = asked
  const [target] = await listPublicSessionsById([question.targetId], locale, now)
  if (!target) return null
  const open = stands(question, question.groupSession, now)
  return { questionId: question.id, target, answerBy: question.answerBy, answer, open }
}
