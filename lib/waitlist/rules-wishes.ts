import { groupBy } from "@/lib/group-by"
import { holidayOn, type Region } from "@/lib/holidays"
import type { Locale } from "@/lib/sessions/schema"
import { addDays, localDayOf, weekdayOf } from "@/lib/time-zone"

/** Somebody who waits for a date that suits them, and one of the times that do. */
export type WishedTime = {
  formatId: string
  language: Locale
  /** 1 is Monday. */
  weekday: number
  /** "HH:MM"; a session may begin from then, and before `until`. */
  from: string
  until: string
  person: Wisher
}
export type Wisher = { participantId: string; name: string; company: string }

/** A time at which a session would gather these people: they all could begin from `from` on, and before `until`. */
export type SharedTime = { weekday: number; from: string; until: string; people: Wisher[] }

/** What is wished for in one format and language, the time that gathers the most people first. */
export type WishedFormat = { formatId: string; language: Locale; times: SharedTime[] }

/**
 * The times that would gather the most people, for each format and language. How many can begin at a time changes only
 * where somebody's time begins, so no other need be looked at. A time is left out where another on its day gathers all
 * of its people and more. Somebody who waits twice is one person.
 */
export function sharedTimes(wishes: WishedTime[]): WishedFormat[] {
  const groups = groupBy(wishes, ({ formatId, language }) => `${formatId} ${language}`)
  return [...groups.values()]
    .map((group) => ({ formatId: group[0]!.formatId, language: group[0]!.language, times: timesOf(group) }))
    .sort((a, b) => (b.times[0]?.people.length ?? 0) - (a.times[0]?.people.length ?? 0))
}

function timesOf(wishes: WishedTime[]): SharedTime[] {
  const days = groupBy(wishes, ({ weekday }) => weekday)
  return [...days.values()]
    .flatMap((day) => largest([...new Set(day.map(({ from }) => from))].sort().map((from) => gathered(day, from))))
    .sort((a, b) => b.people.length - a.people.length || a.weekday - b.weekday || (a.from < b.from ? -1 : 1))
}

function gathered(day: WishedTime[], from: string): SharedTime {
  const could = day.filter((wish) => wish.from <= from && from < wish.until)
  const people = new Map(could.map(({ person }) => [person.participantId, person]))
  const until = could.map((wish) => wish.until).sort()[0]!
  return { weekday: could[0]!.weekday, from, until, people: [...people.values()] }
}

/** Without those whose people another one gathers too; of equals the earliest stays. */
const largest = (times: SharedTime[]): SharedTime[] =>
  times.filter(
    (time, index) =>
      !times.some((other, place) => {
        const within = time.people.every(({ participantId }) =>
          other.people.some((person) => person.participantId === participantId),
        )
        return within && (other.people.length > time.people.length || place < index)
      }),
  )

/** Time to be seen, to be booked and to be decided before it takes place. */
const leadDays = 21

/** The first such day that leaves time enough and is no public holiday, as a form takes it: "2027-01-19T08:30". */
export function nextStart(
  { weekday, from }: Pick<SharedTime, "weekday" | "from">,
  { timeZone, region }: { timeZone: string; region: Region | null },
  now: Date,
): string {
  let day = addDays(localDayOf(now, timeZone), leadDays)
  while (weekdayOf(day) !== weekday || holidayOn(day, region)) day = addDays(day, 1)
  return `${day}T${from}`
}
