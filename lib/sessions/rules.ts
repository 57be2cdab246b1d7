import { type Decided, decideBy, furthestDecision } from "./rules-viability"
import type { GuaranteeRule } from "./schema"
import { existsLocally, instantOf, startOfLocalDay } from "@/lib/time-zone"

/** The instants that follow from the wall clock. The length is time that passes, also across a clock change. */
export function sessionTimes(
  localStart: string,
  timeZone: string,
  lengthMinutes: number,
): { startsAt: Date; endsAt: Date } {
  const startsAt = instantOf(localStart, timeZone)
  return { startsAt, endsAt: new Date(startsAt.getTime() + lengthMinutes * 60_000) }
}

export type ImpossibleStart = "local_time" | "in_the_past"

/** Why nothing can begin then: the clock leaves this time out on that day, or it has passed. */
export function impossibleStart(localStart: string, timeZone: string, now: Date): ImpossibleStart | null {
  if (!existsLocally(localStart, timeZone)) return "local_time"
  return instantOf(localStart, timeZone) <= now ? "in_the_past" : null
}
/** When a session would be there, as long as it is now. */
export const timesOf = (
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  { localStart, timeZone }: { localStart: string; timeZone: string },
) => sessionTimes(localStart, timeZone, (endsAt.getTime() - startsAt.getTime()) / 60_000)

/** When it is, as the log tells it. */
export const told = ({ startsAt, endsAt, timeZone }: { startsAt: Date; endsAt: Date; timeZone: string }) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  timeZone,
})

type Timed = { startsAt: Date; timeZone: string }

/** Who was there can be recorded from the local day of the session on. */
export const attendanceOpen = ({ startsAt, timeZone }: Timed, now: Date): boolean =>
  now >= startOfLocalDay(startsAt, timeZone)

const dayMs = 24 * 3_600_000

/** What a session is looked at for by whoever runs it. */
export type SessionState = Decided & {
  status: "draft" | "published" | "guaranteed" | "finished" | "cancelled"
  endsAt: Date
  guarantee: GuaranteeRule
  /** An address on site, a link online. */
  hasPlace: boolean
  minimum: number
  confirmed: number
  /** Typed, not run out, and not verified yet. */
  held: number
  /** Confirmed seats of which it is known who was there. */
  recorded: number
}

export type SessionTask =
  | { kind: "below_minimum"; missing: number; decideBy: Date; overdue: boolean }
  /** Enough are confirmed, and the organizer says so by hand. */
  | { kind: "undecided"; decideBy: Date; overdue: boolean }
  | { kind: "unverified"; people: number }
  | { kind: "place_missing" }
  | { kind: "draft_near" }
  | { kind: "attendance_missing"; people: number }

/** How many days ahead, and back, a session can have a task; nobody remembers who was there two months ago. */
export const taskDays = { ahead: furthestDecision + 14, back: 60 }

/**
 * What is to be done about a session at `now`, apart from its requests: the minimum from two weeks before its decision
 * date on, the place in the last two weeks, a draft in the last four, attendance once it is over.
 */
export function sessionTasks(session: SessionState, now: Date): SessionTask[] {
  const { status, startsAt, endsAt, minimum, confirmed, held, recorded } = session
  const daysAhead = (startsAt.getTime() - now.getTime()) / dayMs
  const tasks: SessionTask[] = []
  if (status === "draft" && daysAhead > 0 && daysAhead <= 28) tasks.push({ kind: "draft_near" })
  if (status === "published" || status === "guaranteed") {
    const by = decideBy(session)
    const decision = { decideBy: by, overdue: by <= now }
    if (status === "published" && daysAhead > 0 && (by.getTime() - now.getTime()) / dayMs <= 14) {
      if (confirmed < minimum) tasks.push({ kind: "below_minimum", missing: minimum - confirmed, ...decision })
      else if (session.guarantee === "by_hand") tasks.push({ kind: "undecided", ...decision })
    }
    if (daysAhead > 0 && daysAhead <= 14 && !session.hasPlace) tasks.push({ kind: "place_missing" })
    if (daysAhead > 0 && held > 0) tasks.push({ kind: "unverified", people: held })
  }
  const over = status !== "draft" && status !== "cancelled" && endsAt <= now
  if (over && recorded < confirmed && now.getTime() - endsAt.getTime() < taskDays.back * dayMs)
    tasks.push({ kind: "attendance_missing", people: confirmed - recorded })
  return tasks
}

/** A name as a part of an address: "KI-Gespräch für Größere" is "ki-gespraech-fuer-groessere". */
export function slugOf(name: string): string {
  const letters: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" }
  const plain = name.toLowerCase().replace(/[äöüß]/g, (letter) => letters[letter] ?? "")
  const words =
    plain
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .match(/[a-z0-9]+/g) ?? []
  return words.join("-").slice(0, 60).replace(/-$/, "") || "format"
}
