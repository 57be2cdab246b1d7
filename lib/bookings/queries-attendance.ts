import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { bookerOf, fullName } from "@/lib/people/rules"
import { rulesOf } from "@/lib/sessions/queries-reminders"
import { isAnswered, planReminders, toCall } from "@/lib/sessions/rules-reminders"
import type { FormatText, Locale } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import type { ActorKind, Prisma, SeatAnswerKind } from "@/prisma/generated/client"
import type { PeopleScope } from "./queries"

/** What was said about coming to the date as it is now. */
export type SeatAnswer = { answer: SeatAnswerKind; at: Date; by: ActorKind }

/**
 * Of a booking's confirmed seat, once it is asked whether its person comes, until the session begins; null otherwise. Who
 * was confirmed after the question has just said yes, and is not asked.
 */
export async function findAskedAttendance(
  bookingId: string,
  now = presentTime(),
): Promise<{ answer: SeatAnswer | null } | null> {
  const [seat, { region }] = await Promise.all([
    db.seat.findFirst({ where: { bookingId, state: "confirmed" }, include: asked }),
    getSettings(),
  ])
  if (!seat || seat.groupSession.startsAt <= now) return null
  const { groupSession } = seat
  const { askedAt } = planReminders(rulesOf(groupSession.format.reminders), groupSession, region)
  if (!askedAt || askedAt > now) return null
  const answer = answerOf(seat)
  return answer || (seat.confirmedAt && seat.confirmedAt <= askedAt) ? { answer } : null
}

/** Whom to call about a date: nobody has said whether they come. */
export type Call = {
  seatId: string
  name: string
  company: string
  phone: string | null
  email: string
  booker: { name: string; email: string } | null
}

/** A session whose people have been asked. */
export type AskedSession = {
  sessionId: string
  startsAt: Date
  timeZone: string
  formatName: string
  /** Since when they are to be called. */
  since: Date
  calls: Call[]
  /** Who was asked, or has said something, by what is known of them. */
  counts: AnswerCounts
  /** By seat, what was said. */
  answers: Record<string, SeatAnswer>
}

export type AnswerCounts = Record<SeatAnswerKind | "silent", number>

/**
 * The sessions whose people have been asked, by date: who has answered what, and once there has been time to, whom to
 * call. Those that have begun are over.
 */
export async function listAskedSessions(
  locale: Locale,
  scope: PeopleScope & { sessionId?: string } = {},
  now = presentTime(),
): Promise<AskedSession[]> {
  if (scope.sessionId !== undefined && !isUuid(scope.sessionId)) return []
  const planned = await listPlanned(scope, now)
  if (planned.length === 0) return []
  const seats = await db.seat.findMany({
    where: { state: "confirmed", groupSessionId: { in: planned.map(({ session }) => session.id) } },
    include: { booking: true, answer: true },
    orderBy: [{ confirmedAt: "asc" }, { id: "asc" }],
  })
  return planned.flatMap(({ session, plan, askedAt, since }) => {
    const inIt = seats.filter(({ groupSessionId }) => groupSessionId === session.id)
    if (inIt.length === 0) return []
    const known = inIt.map((seat) => ({ seat, answer: answerOf({ ...seat, groupSession: session }) }))
    // Who was confirmed after the question has just said yes.
    const counting = known.filter(({ seat, answer }) => answer ?? (seat.confirmedAt && seat.confirmedAt <= askedAt))
    const calls = inIt.filter(({ confirmedAt, answer }) =>
      toCall({ confirmedAt, answeredAt: answer?.answeredAt ?? null }, plan, session, now),
    )
    return {
      ...{ sessionId: session.id, startsAt: session.startsAt, timeZone: session.timeZone, since },
      formatName: (session.format.texts as Record<Locale, FormatText>)[locale].shortName,
      ...{ calls: calls.map(callOf), counts: countOf(counting.map(({ answer }) => answer)) },
      answers: Object.fromEntries(known.flatMap(({ seat, answer }) => (answer ? [[seat.id, answer]] : []))),
    }
  })
}

/** The sessions to come whose people are asked by now. */
async function listPlanned({ sessionId, hostId }: PeopleScope & { sessionId?: string }, now: Date) {
  const [{ region }, sessions] = await Promise.all([
    getSettings(),
    db.groupSession.findMany({
      where: {
        ...{ id: sessionId, hostId, status: { in: ["published", "guaranteed"] } },
        startsAt: { gt: now, lt: new Date(now.getTime() + farthestDays * 86_400_000) },
      },
      select: {
        ...{ id: true, startsAt: true, localStart: true, timeZone: true, movedAt: true },
        format: { select: { texts: true, reminders: true } },
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    }),
  ])
  return sessions.flatMap((session) => {
    const plan = planReminders(rulesOf(session.format.reminders), session, region)
    const { askedAt, callFrom: since } = plan
    return askedAt && since && askedAt <= now ? { session, plan, askedAt, since } : []
  })
}

/** A question is asked ten working days before at the most. */
const farthestDays = 30

const asked = {
  answer: true,
  groupSession: {
    select: {
      ...{ startsAt: true, localStart: true, timeZone: true, movedAt: true },
      format: { select: { reminders: true } },
    },
  },
} as const

type Answered = {
  answer: { answer: SeatAnswerKind; answeredAt: Date; answeredBy: ActorKind } | null
  groupSession: { movedAt: Date | null }
}

const answerOf = ({ answer, groupSession: { movedAt } }: Answered): SeatAnswer | null =>
  answer && isAnswered(answer, movedAt) ? { answer: answer.answer, at: answer.answeredAt, by: answer.answeredBy } : null

type Row = Prisma.SeatGetPayload<{ include: { booking: true } }>

function callOf({ id: seatId, booking }: Row): Call {
  const { companyName: company, phone, email } = booking
  return { seatId, name: fullName(booking), company, phone, email, booker: bookerOf(booking) }
}

function countOf(answers: (SeatAnswer | null)[]): AnswerCounts {
  const counts: AnswerCounts = { coming: 0, not_coming: 0, reached: 0, silent: 0 }
  for (const answer of answers) counts[answer?.answer ?? "silent"]++
  return counts
}
