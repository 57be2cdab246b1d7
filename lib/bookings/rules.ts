import { holidayOn, type Region } from "@/lib/holidays"
import type { Price } from "@/lib/money"
import { addLocalDays, ceilMinute, endOfLocalDay, nextWorkingTime } from "@/lib/time-zone"
import { fullName } from "@/lib/people/rules"
import type { ParticipantInput } from "@/lib/people/schema"
import type { Terms } from "@/lib/sessions/schema"

export type { Terms }

/** What somebody can do with a seat they cannot use. Handing it to a substitute costs nothing, whatever the terms say. */
export const ways = ["release", "rebook", "substitute"] as const
export type Way = (typeof ways)[number]

/** Until when which share of the price is owed for giving a seat back or moving it. */
export type Deadline = {
  /** The first instant at which it no longer holds; null for what holds to the end. */
  until: Date | null
  percent: number
}

/**
 * The terms as real dates. "14 days before" lasts until the end of that local calendar day in the session's zone,
 * whatever the clocks do in between, but never beyond the start. Moving may be free for longer than giving back; when
 * that is over it costs what giving back does.
 */
export function deadlines(terms: Terms, startsAt: Date, zone: string, way: Way = "release"): Deadline[] {
  if (way === "substitute") return [{ until: null, percent: 0 }]
  const end = (daysBefore: number) => {
    const dayEnd = endOfLocalDay(addLocalDays(startsAt, -daysBefore, zone), zone)
    return dayEnd < startsAt ? dayEnd : startsAt
  }
  const asRelease: Deadline[] = [
    ...terms.steps.map(({ daysBefore, percent }) => ({ until: end(daysBefore), percent })),
    { until: null, percent: terms.finalPercent },
  ]
  if (way === "release" || terms.rebookFreeDays === undefined) return asRelease
  const free = end(terms.rebookFreeDays)
  const after = asRelease.filter(({ until }) => until === null || until > free)
  return after[0]?.percent === 0 ? after : [{ until: free, percent: 0 }, ...after]
}

export type Fee = { percent: number; netCents: number }

/**
 * What is owed for giving a seat back, moving it or handing it over at `now`, net, rounded half up to the cent. A seat
 * that is free of charge costs nothing, and neither does a request that is not confirmed yet (the caller leaves it out).
 */
export function feeDue(
  terms: Terms,
  price: Price | null,
  startsAt: Date,
  zone: string,
  now: Date,
  way: Way = "release",
): Fee {
  if (!price) return { percent: 0, netCents: 0 }
  const steps = deadlines(terms, startsAt, zone, way)
  const { percent } = steps.find(({ until }) => until === null || now < until) as Deadline
  return { percent, netCents: shareOf(price, percent) }
}

const shareOf = ({ netCents }: Price, percent: number) => Math.floor((netCents * percent + 50) / 100)

/** The last day on which giving the seat back (or moving it) is free, as an instant within it; null if there is none. */
export function freeUntil(
  terms: Terms,
  price: Price | null,
  startsAt: Date,
  zone: string,
  way: Way = "release",
): Date | null {
  if (!price) return startsAt
  const free = deadlines(terms, startsAt, zone, way).filter(({ percent }) => percent === 0)
  const last = free.at(-1)
  if (!last) return null
  return last.until === null || last.until >= startsAt ? startsAt : new Date(last.until.getTime() - 1)
}

/** A fee is compensation: what is owed is what it says, and has no VAT. */
export type FeeSpan = Deadline & { cents: number }

/** The terms as a table for one date: for each way what it costs until when. What would begin with the start is left out. */
export function feeTable(
  terms: Terms,
  price: Price | null,
  startsAt: Date,
  zone: string,
): { way: Way; spans: FeeSpan[] }[] {
  return ways.map((way) => {
    const steps = price ? deadlines(terms, startsAt, zone, way) : [{ until: null, percent: 0 }]
    const before = (index: number) => steps[index - 1]?.until
    const spans = steps
      .filter((_, index) => index === 0 || (before(index) ?? startsAt) < startsAt)
      .map(({ until, percent }) => {
        const ends = until !== null && until < startsAt ? until : null
        return { until: ends, percent, cents: price ? shareOf(price, percent) : 0 }
      })
    return { way, spans }
  })
}

const quickAnswerMs = 15 * 60_000
const dayMs = 24 * 3_600_000

/**
 * When a request is answered, whatever the answer: the next decision time on a working day in the zone of the session
 * and the state of the house, always a full minute strictly after `now`. On the last day before the start, or when no
 * decision time is left before it, after 15 minutes, and if that is too late, at the next full minute.
 */
export function decideAt(
  format: { decisionTimes: string[]; decideNextMinute: boolean; region: Region | null },
  startsAt: Date,
  zone: string,
  now: Date,
): Date {
  const nextMinute = ceilMinute(new Date(now.getTime() + 1))
  if (format.decideNextMinute) return nextMinute
  const regular = nextWorkingTime(format.decisionTimes, zone, now, (day) => holidayOn(day, format.region) !== null)
  if (startsAt.getTime() - now.getTime() >= dayMs && regular < startsAt) return regular
  const quick = ceilMinute(new Date(now.getTime() + quickAnswerMs))
  return quick < startsAt ? quick : nextMinute
}

/** Whether there is something to answer at a seat: the request for it, or a substitute. */
export const isWaiting = ({ state, substitution }: { state: string; substitution: object | null }): boolean =>
  state === "requested" || (state === "confirmed" && substitution !== null)

/** When a request in this session is answered; null in a format that confirms at once. `start` if another one counts. */
export const answerAt = (
  session: Parameters<typeof decideAt>[0] & { admission: "instant" | "reviewed"; startsAt: Date; timeZone: string },
  now: Date,
  start = session.startsAt,
): Date | null => (session.admission === "instant" ? null : decideAt(session, start, session.timeZone, now))

/** By when the answer to a move has to be there: before the first of the two begins, so that nobody loses the seat they keep. */
export const firstStart = (to: { startsAt: Date }, from?: { startsAt: Date } | null): Date =>
  from && from.startsAt < to.startsAt ? from.startsAt : to.startsAt

/**
 * The seat that a booking without any lost last because its session was called off: it may take another date instead.
 * A request that was taken back beside a seat says nothing of the booking.
 */
export function calledOffSeat<Seat extends { state: string; releaseReason: string | null; releasedAt: Date | null }>(
  seats: Seat[],
): Seat | undefined {
  if (seats.some(({ state }) => state !== "released")) return undefined
  const counting = seats.filter(({ releaseReason }) => releaseReason !== "withdrawn")
  const last = counting.sort((a, b) => +(b.releasedAt ?? 0) - +(a.releasedAt ?? 0))[0]
  return last?.releaseReason === "session_cancelled" ? last : undefined
}

const secondThoughtsMs = 10 * 60_000

/**
 * When a change that touches people takes effect: ten minutes to think again, to the full minute that is shown. Null
 * where the session begins before, so that it has to be at once.
 */
export function changeTakesEffectAt(startsAt: Date, now: Date): Date | null {
  const at = ceilMinute(new Date(now.getTime() + secondThoughtsMs))
  return at < startsAt ? at : null
}

/**
 * What a card on the table says of somebody. Whoever sits at the table reads it, so it is a disclosure and not a list of
 * the organizer's: in an open round name and company, as people there introduce themselves; in a closed round the name
 * alone, without title, company or role. There the company is what a person shows by approving their own table card, and
 * until there are such cards nobody has approved anything (nobody learns who else is coming until each has agreed).
 */
export const nameCard = (
  { title, givenName, familyName, company }: Pick<ParticipantInput, "title" | "givenName" | "familyName" | "company">,
  round: "open" | "closed",
): { name: string; company: string | null } =>
  round === "closed"
    ? { name: fullName({ givenName, familyName }), company: null }
    : { name: fullName({ title, givenName, familyName }), company }
