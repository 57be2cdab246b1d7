import { keptLetterYears } from "@/lib/people/rules-erasure"
import { addLocalDays, instantOf, localDayOf, localMonthsBefore } from "@/lib/time-zone"
import type { Retention } from "./schema"

/** What is before these instants has been kept long enough. */
export type Limits = {
  people: Date
  mails: Date
  /** Mails that the law counts as business letters: until the sixth year after theirs has ended. */
  letters: Date
  unproved: Date
  signIns: Date
  /** Sessions whose round was in confidence. */
  rounds: Date
  /** Today where the house stands: names that the law asked for until yesterday go. */
  day: Date
}

/** The settings of the house as instants. */
export function limitsOf(retention: Retention, zone: string, now: Date): Limits {
  const today = localDayOf(now, zone)
  const year = Number(today.slice(0, 4)) - keptLetterYears
  return {
    people: localMonthsBefore(now, retention.personMonths, zone),
    mails: localMonthsBefore(now, retention.mailMonths, zone),
    letters: instantOf(`${year}-01-01T00:00`, zone),
    unproved: addLocalDays(now, -retention.unprovedDays, zone),
    signIns: addLocalDays(now, -retention.signInDays, zone),
    rounds: addLocalDays(now, -retention.roundDays, zone),
    day: new Date(today),
  }
}
