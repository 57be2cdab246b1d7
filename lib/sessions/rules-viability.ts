import { holidayOn, type Region } from "@/lib/holidays"
import { instantOf, localDayOf, workingDaysBefore } from "@/lib/time-zone"
import { type GuaranteeRule, mostDecisionDays } from "./schema"

/** What the decision date of a session follows from. */
export type Decided = {
  startsAt: Date
  timeZone: string
  decisionWorkingDays: number
  /** Null is a draft. */
  publishedAt: Date | null
  /** Whose public holidays are no working days. */
  region: Region | null
}

/** "Decided by Thursday" is a promise that lasts through the working day. */
const endOfWork = "17:00"
const startOfWork = "08:00"

/** So many days before the start the earliest decision can be: its working days, their weekends, and holidays. */
export const furthestDecision = Math.ceil(mostDecisionDays * 1.4) + 14

/**
 * By when it is decided whether a session takes place: 17:00 in its zone, so many working days before the day it begins.
 * One that was published later than that is decided on the last working day before it, or else when it begins.
 */
export function decideBy({ startsAt, timeZone, decisionWorkingDays, publishedAt, region }: Decided): Date {
  const on = (days: number) =>
    instantOf(`${workingDayBefore({ startsAt, timeZone, region }, days)}T${endOfWork}`, timeZone)
  const regular = on(decisionWorkingDays)
  if (!publishedAt || regular > publishedAt) return regular
  const last = on(1)
  return last > publishedAt ? last : startsAt
}

type Placed = { startsAt: Date; timeZone: string; region: Region | null }

const workingDayBefore = ({ startsAt, timeZone, region }: Placed, days: number): string =>
  workingDaysBefore(localDayOf(startsAt, timeZone), days, (day) => holidayOn(day, region) !== null)

/** The organizer is reminded two working days before a decision, in the morning. */
const remindAt = (session: Decided, by: Date): Date =>
  instantOf(`${workingDayBefore({ ...session, startsAt: by }, 2)}T${startOfWork}`, session.timeZone)

/** What time brings about for a session that may not take place. */
export type ViabilityStep = "near" | "passed" | "guarantee"

/**
 * What is due at `now` about a published session with so many confirmed people: that it takes place (`guarantee`), where
 * its format leaves that to the minimum; otherwise a word to the organizer when the decision is near, and one when it
 * has passed. Each word comes once for a date (`told`), and one that comes too late not at all.
 */
export function viabilityStep(
  session: Decided & { minimum: number; guarantee: GuaranteeRule },
  confirmed: number,
  told: ("near" | "passed")[],
  now: Date,
): ViabilityStep | null {
  const by = decideBy(session)
  const byItself = session.guarantee !== "by_hand" && confirmed >= session.minimum
  if (now >= session.startsAt) return null
  if (now >= by) return byItself ? "guarantee" : told.includes("passed") ? null : "passed"
  if (byItself || told.includes("near")) return null
  const remind = remindAt(session, by)
  // Whoever has just published it knows.
  return now >= remind && (session.publishedAt ?? remind) < remind ? "near" : null
}
