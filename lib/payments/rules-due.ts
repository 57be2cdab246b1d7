import { addLocalDays } from "@/lib/time-zone"

/** Nobody sits there whose seat is not paid by then. */
const daysBeforeStart = 3

/**
 * When what is asked for at an instant is due, as an instant within the day: after the days the format gives, three days
 * before the start at the latest, and never before it was asked for.
 */
export function dueAt(askedAt: Date, days: number, { startsAt, timeZone }: { startsAt: Date; timeZone: string }): Date {
  const latest = addLocalDays(startsAt, -daysBeforeStart, timeZone)
  const regular = addLocalDays(askedAt, days, timeZone)
  const due = regular < latest ? regular : latest
  return due > askedAt ? due : askedAt
}
