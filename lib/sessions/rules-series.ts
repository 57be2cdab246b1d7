import { type Holiday, holidayOn, type Region } from "@/lib/holidays"
import { addDays, nthWeekday, offsetMinutes, startOfMonth, weekdayOf } from "@/lib/time-zone"
import { type ImpossibleStart, impossibleStart, sessionTimes } from "./rules"
import { mostDates, type SeriesRule } from "./schema-series"

/**
 * The days of a rule, in their order. What `leaveOut` names does not count: six dates stay six. At most 60, then
 * `cut` says that the rule would go on.
 */
export function daysOf(
  rule: SeriesRule,
  leaveOut: (day: string) => boolean = () => false,
): { days: string[]; leftOut: string[]; cut: boolean } {
  const [days, leftOut]: [string[], string[]] = [[], []]
  const { count = mostDates, until } = rule.kind === "picked" ? {} : rule
  for (const day of candidates(rule)) {
    if ((until && day > until) || (days.length === count && count < mostDates)) break
    if (days.length === mostDates) return { days, leftOut, cut: rule.kind === "picked" || rule.count === undefined }
    if (leaveOut(day)) leftOut.push(day)
    else days.push(day)
  }
  return { days, leftOut, cut: false }
}

// Whatever is left out of so many, sixty remain.
const mostCandidates = mostDates * 3

function* candidates(rule: SeriesRule): Generator<string> {
  if (rule.kind === "picked") yield* [...new Set(rule.days)].sort()
  else if (rule.kind === "weekly")
    for (let week = 0; week < mostCandidates; week++) yield addDays(rule.from, week * rule.every * 7)
  else
    for (let month = 0; month < mostCandidates; month++) {
      const day = nthWeekday(startOfMonth(rule.from, month), rule.weekday, rule.nth)
      if (day >= rule.from) yield day
    }
}

/** Why somebody may not want a date on that day. */
export type DayOff = { holiday: Holiday | null; weekend: boolean }

export const dayOff = (day: string, region: Region | null): DayOff => ({
  holiday: holidayOn(day, region),
  weekend: weekdayOf(day) > 5,
})

/** A date before it is made, and what there is to know of it. */
export type PlannedDate = DayOff & {
  day: string
  startsAt: Date
  endsAt: Date
  /** The clock was changed since the date before: the wall clock stays, the offset does not. */
  clockChanged: boolean
  impossible: ImpossibleStart | null
}

/** The days at one time on the wall clock, as they would be made. */
export function planDates(
  days: string[],
  {
    localTime,
    timeZone,
    ...given
  }: { localTime: string; timeZone: string } & {
    lengthMinutes: number
    region: Region | null
    now: Date
  },
): PlannedDate[] {
  const planned = days.map((day) => {
    const localStart = `${day}T${localTime}`
    const impossible = impossibleStart(localStart, timeZone, given.now)
    return { day, ...sessionTimes(localStart, timeZone, given.lengthMinutes), ...dayOff(day, given.region), impossible }
  })
  return planned.map((date, index) => {
    const before = planned[index - 1]
    const clockChanged =
      before !== undefined && offsetMinutes(before.startsAt, timeZone) !== offsetMinutes(date.startsAt, timeZone)
    return { ...date, clockChanged }
  })
}
