import { holidayOn, type Region } from "@/lib/holidays"
import { addDays, instantOf, weekdayOf } from "@/lib/time-zone"

/** When the people of a format are reminded and asked. What is null does not happen. */
export type ReminderRules = {
  /** Days before. */
  days: number | null
  /** Working days before: "are you coming?" */
  questionDays: number | null
  /** Working days before: once more, to whoever has not answered. */
  againDays: number | null
  /** Minutes before. */
  minutes: number | null
  /** "HH:MM" of what is counted in days; null is the time at which the session begins. */
  atTime: string | null
}

export const usualReminders: ReminderRules = { days: 7, questionDays: 2, againDays: 1, minutes: 60, atTime: null }

export const reminderKinds = ["reminder", "question", "question_again", "last_reminder"] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** What is due when, and until when it is of use to who reads it. */
export type Reminder = { kind: ReminderKind; at: Date; usefulUntil: Date }

export type ReminderPlan = {
  /** By time. */
  reminders: Reminder[]
  /** When it is asked whether somebody comes. */
  askedAt: Date | null
  /** From when on the organizer calls whoever has not answered. */
  callFrom: Date | null
}

/** So long after the last question a voice is asked. */
const callAfterHours = 4

type Promised = { localStart: string; timeZone: string }

/**
 * What is due for a session, from the wall clock that was promised: in its zone, also across a clock change. 48 and 24
 * hours are two working days and one, so that a Monday is asked about on Thursday; a reminder that would fall on a day
 * off comes on the working day before. Each is of use until the next one is due, the last until the start. What was due
 * before the rules were set stays undone.
 * @param region whose public holidays are days off; without one those of all of Germany
 */
export function planReminders(
  rules: ReminderRules & { setAt?: Date | null },
  { localStart, timeZone }: Promised,
  region: Region | null,
): ReminderPlan {
  const day = localStart.slice(0, 10)
  const startsAt = instantOf(localStart, timeZone)
  const at = (localDay: string) => instantOf(`${localDay}T${rules.atTime ?? localStart.slice(11)}`, timeZone)
  const isOff = (localDay: string) => weekdayOf(localDay) > 5 || holidayOn(localDay, region) !== null
  const inForce = (time: Date) => (rules.setAt && time < rules.setAt ? null : time)
  const askedAt = rules.questionDays ? inForce(at(workingDaysBefore(day, rules.questionDays, isOff))) : null
  const againAt = askedAt && rules.againDays ? at(workingDaysBefore(day, rules.againDays, isOff)) : null
  const times: [ReminderKind, Date | null][] = [
    ["reminder", rules.days ? inForce(at(orWorkingDayBefore(addDays(day, -rules.days), isOff))) : null],
    ["question", askedAt],
    ["question_again", againAt],
    ["last_reminder", rules.minutes ? inForce(new Date(startsAt.getTime() - rules.minutes * 60_000)) : null],
  ]
  const due = times.flatMap(([kind, time]) => (time ? [{ kind, at: time }] : [])).sort((a, b) => +a.at - +b.at)
  const lastAsked = againAt ?? askedAt
  return {
    reminders: due.map((each) => ({ ...each, usefulUntil: due.find(({ at }) => at > each.at)?.at ?? startsAt })),
    askedAt,
    callFrom: lastAsked ? new Date(lastAsked.getTime() + callAfterHours * 3_600_000) : null,
  }
}

type IsOff = (localDay: string) => boolean

function workingDaysBefore(day: string, count: number, isOff: IsOff): string {
  let before = day
  for (let left = count; left > 0; left--) before = orWorkingDayBefore(addDays(before, -1), isOff)
  return before
}

function orWorkingDayBefore(day: string, isOff: IsOff): string {
  let before = day
  while (isOff(before)) before = addDays(before, -1)
  return before
}

/** How a seat stands towards the question whether its person comes. */
export type Asked = { confirmedAt: Date | null; answeredAt: Date | null }

/** Said of the date as it is now: a session that has moved since has to be asked about anew. */
export const isAnswered = ({ answeredAt }: Pick<Asked, "answeredAt">, movedAt: Date | null): boolean =>
  answeredAt !== null && (movedAt === null || answeredAt >= movedAt)

/** Whether somebody is to be called: they were to be asked, have not answered, and it has not begun. */
export const toCall = (seat: Asked, plan: ReminderPlan, session: { startsAt: Date; movedAt: Date | null }, now: Date) =>
  plan.askedAt !== null &&
  plan.callFrom !== null &&
  plan.callFrom <= now &&
  now < session.startsAt &&
  seat.confirmedAt !== null &&
  seat.confirmedAt <= plan.askedAt &&
  !isAnswered(seat, session.movedAt)
