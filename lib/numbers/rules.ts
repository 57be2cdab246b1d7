import { calendarSpan, localDays } from "@/lib/time-zone"
import type { NumbersChoice } from "./schema"

/** What was read for one number: so many of so many, or a median over so many. */
export type Reading = { part: number; whole: number; median: number | null }

/** Below this, a share or a median would be a statement about single people. */
export const smallest = 5

/** The share in whole percent; null where it says too much about too few. */
export const percentOf = ({ part, whole }: Reading): number | null =>
  whole < smallest ? null : Math.round((100 * part) / whole)

/** The median; null where it says too much about too few. */
export const medianOf = ({ median, whole }: Reading): number | null => (whole < smallest ? null : median)

/** Local days, both included; null is open. */
export type Span = { from: string | null; to: string | null }

/** The days a choice means. Of own days that are the wrong way round the later one is the end. */
export function spanOf({ period, ...own }: NumbersChoice, now: Date, zone: string): Span {
  if (period === "quarter" || period === "year") return calendarSpan(period, now, zone)
  if (period === "all") return { from: null, to: null }
  const { from = null, to = null } = own as Partial<Span>
  return from && to && from > to ? { from: to, to: from } : { from, to }
}

/** The instants from the first to before the second; open ends are far away. */
export const instantsOf = ({ from, to }: Span, zone: string): { from: Date; until: Date } =>
  localDays(from ?? "1970-01-02", to ?? "9998-12-31", zone)

/** Fewer points make no line. */
export const fewestForTrend = 20

/**
 * The straight line of least squares through values at equal distances, by its height at both ends; null below twenty.
 */
export function trend(values: number[]): { first: number; last: number } | null {
  const count = values.length
  if (count < fewestForTrend) return null
  const middle = (count - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const rise = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0)
  const run = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0)
  return { first: mean - (rise / run) * middle, last: mean + (rise / run) * middle }
}

/** Bookings by how many whole days before the start they came; `until` belongs to the next one. */
export const leadSteps = [
  { from: 0, until: 3 },
  { from: 3, until: 7 },
  { from: 7, until: 14 },
  { from: 14, until: 28 },
  { from: 28, until: 56 },
  { from: 56, until: null },
] as const
