import { addDays } from "@/lib/time-zone"

/** Nobody sits there whose seat is not paid by then. */
const daysBeforeStart = 3

/**
 * The day on which what is asked for on a day is due: after the days the format gives, three days before the start at the
 * latest, and never before it was asked for.
 * @param startsOn the day of the session in its own zone; null where nothing is supplied, as for a fee
 */
export function dueOn(askedOn: string, days: number, startsOn: string | null): string {
  const regular = addDays(askedOn, days)
  const latest = startsOn === null ? regular : addDays(startsOn, -daysBeforeStart)
  const due = regular < latest ? regular : latest
  return due < askedOn ? askedOn : due
}
