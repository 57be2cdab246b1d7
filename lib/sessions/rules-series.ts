import { type Holiday, holidayOn, type Region } from "@/lib/holidays"
import { addDays, nthWeekday, offsetMinutes, shiftLocal, startOfMonth, weekdayOf } from "@/lib/time-zone"
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

/** Whether a day is one that the rule means; a date that was moved by itself is none. Picked days know no rule. */
export function followsRule(rule: SeriesRule, day: string): boolean {
  if (rule.kind === "weekly") return weekdayOf(day) === weekdayOf(rule.from)
  return rule.kind === "picked" || day === nthWeekday(day, rule.weekday, rule.nth)
}

/**
 * Where a date of a series goes when one before it is moved: as far on the wall clock as that one, whatever the clocks
 * do in between. In a monthly series it stays in its month: from the first Thursday to the first Tuesday means just
 * that of every month, and not two days less. A date that was moved by itself goes as far as the others.
 */
export function followMove(localStart: string, { from, to }: { from: string; to: string }, rule: SeriesRule): string {
  const [day, first, then] = [localStart, from, to].map((local) => local.slice(0, 10)) as [string, string, string]
  const stays = rule.kind === "monthly" && first !== then && first.slice(0, 7) === then.slice(0, 7)
  if (!stays || !followsRule(rule, day) || !followsRule(rule, first)) return shiftLocal(localStart, from, to)
  const nth = Math.ceil(Number(then.slice(8)) / 7) as 1 | 2 | 3 | 4 | 5
  const last = nthWeekday(then, weekdayOf(then), -1) === then && (rule.nth === -1 || nth === 5)
  const newDay = nthWeekday(day, weekdayOf(then), last || nth === 5 ? -1 : nth)
  return shiftLocal(`${newDay}${localStart.slice(10)}`, `${then}${from.slice(10)}`, to)
}

/** Why somebody may not want a date on that day. */
export type DayOff = { holiday: Holiday | null; weekend: boolean }

export const dayOff = (day: string, region: Region | null): DayOff => ({
  holiday: holidayOn(day, region),
  weekend: weekdayOf(day) > 5,
})

/** What there is to know of a day on which a session is to be. */
export type DateNotes = DayOff & {
  /** The clock was changed since the date before: the wall clock stays, the offset does not. */
  clockChanged: boolean
}

type Placed = { day: string; startsAt: Date; timeZone: string }

/** The same of several dates in their order. */
export const notesOn = (dates: Placed[], region: Region | null): DateNotes[] =>
  dates.map(({ day, startsAt, timeZone }, index) => {
    const before = dates[index - 1]
    const clockChanged =
      before !== undefined && offsetMinutes(before.startsAt, timeZone) !== offsetMinutes(startsAt, timeZone)
    return { ...dayOff(day, region), clockChanged }
  })

/** A date before it is made, and what there is to know of it. */
export type PlannedDate = DateNotes & {
  day: string
  startsAt: Date
  endsAt: Date
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
    return { day, timeZone, ...sessionTimes(localStart, timeZone, given.lengthMinutes), impossible }
  })
  const notes = notesOn(planned, given.region)
  return planned.map(({ day, startsAt, endsAt, impossible }, index) => ({
    ...{ day, startsAt, endsAt, impossible },
    ...(notes[index] as DateNotes),
  }))
}
