import type { Price } from "@/lib/money"
import { addLocalDays, ceilMinute, endOfLocalDay, nextWorkingTime } from "@/lib/time-zone"
import type { Terms } from "@/lib/sessions/schema"

export type { Terms }

/** Until when which share of the price is owed for giving a seat back or moving it. */
export type Deadline = {
  /** The first instant at which it no longer holds; null for what holds to the end. */
  until: Date | null
  percent: number
}

/**
 * The terms as real dates. "14 days before" lasts until the end of that local calendar day in the session's zone,
 * whatever the clocks do in between, but never beyond the start.
 */
export function deadlines(terms: Terms, startsAt: Date, zone: string): Deadline[] {
  const steps = terms.steps.map(({ daysBefore, percent }) => {
    const end = endOfLocalDay(addLocalDays(startsAt, -daysBefore, zone), zone)
    return { until: end < startsAt ? end : startsAt, percent }
  })
  return [...steps, { until: null, percent: terms.finalPercent }]
}

export type Fee = { percent: number; netCents: number }

/**
 * What is owed for giving a seat back or moving it at `now`, net, rounded half up to the cent. A seat that is free
 * of charge costs nothing, and neither does a request that is not confirmed yet (the caller leaves it out).
 */
export function feeDue(terms: Terms, price: Price | null, startsAt: Date, zone: string, now: Date): Fee {
  if (!price) return { percent: 0, netCents: 0 }
  const { percent } = deadlines(terms, startsAt, zone).find(({ until }) => until === null || now < until) as Deadline
  return { percent, netCents: Math.floor((price.netCents * percent + 50) / 100) }
}

/** The last day on which giving the seat back is free, as an instant within it; null if there is none. */
export function freeUntil(terms: Terms, price: Price | null, startsAt: Date, zone: string): Date | null {
  if (!price) return startsAt
  const free = deadlines(terms, startsAt, zone).filter(({ percent }) => percent === 0)
  const last = free.at(-1)
  if (!last) return null
  return last.until === null || last.until >= startsAt ? startsAt : new Date(last.until.getTime() - 1)
}

const quickAnswerMs = 15 * 60_000
const dayMs = 24 * 3_600_000

/**
 * When a request is answered, whatever the answer: the next decision time on a working day, always a full
 * minute strictly after `now`. On the last day before the start, or when no decision time is left before it, after
 * 15 minutes, and if that is too late, at the next full minute.
 */
export function decideAt(
  format: { decisionTimes: string[]; decideNextMinute: boolean },
  startsAt: Date,
  zone: string,
  now: Date,
): Date {
  const nextMinute = ceilMinute(new Date(now.getTime() + 1))
  if (format.decideNextMinute) return nextMinute
  const regular = nextWorkingTime(format.decisionTimes, zone, now)
  if (startsAt.getTime() - now.getTime() >= dayMs && regular < startsAt) return regular
  const quick = ceilMinute(new Date(now.getTime() + quickAnswerMs))
  return quick < startsAt ? quick : nextMinute
}

/** When a request in this session is answered; null in a format that confirms at once. `start` if another one counts. */
export const answerAt = (
  session: Parameters<typeof decideAt>[0] & { admission: "instant" | "reviewed"; startsAt: Date; timeZone: string },
  now: Date,
  start = session.startsAt,
): Date | null => (session.admission === "instant" ? null : decideAt(session, start, session.timeZone, now))
