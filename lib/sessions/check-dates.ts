import type { Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { makeSlug } from "./make-slug"
import { type ImpossibleStart, impossibleStart, sessionTimes } from "./rules"
import type { GroupSessionInput } from "./schema"

export type DateRefusal = "not_found" | "no_seats" | "below_minimum" | ImpossibleStart

/** A date that can be made: what was typed, and what its format and the calendar add. */
export type CheckedDate = GroupSessionInput & {
  startsAt: Date
  endsAt: Date
  slug: string
  decisionWorkingDays: number
}

/**
 * Each of these new dates by itself, with what its format says of it. Without a place of its own it has the format's.
 *
 * Refuses an unknown format (`not_found`), one that has no seats, a capacity below the minimum, a wall clock time that
 * the zone skips (`local_time`), and a start in the past.
 */
export async function checkEachDate(
  tx: Tx,
  inputs: GroupSessionInput[],
  now: Date,
): Promise<Outcome<{ date: CheckedDate }, DateRefusal>[]> {
  const ids = [...new Set(inputs.map(({ formatId }) => formatId))]
  const formats = new Map(
    (await tx.format.findMany({ where: { id: { in: ids } } })).map((format) => [format.id, format]),
  )
  return inputs.map((input) => {
    const { localStart, timeZone, placeText, capacity, minimum } = input
    const format = formats.get(input.formatId)
    if (!format) return refuse("not_found")
    if (format.kind !== "group") return refuse("no_seats")
    if (capacity < minimum) return refuse("below_minimum")
    const impossible = impossibleStart(localStart, timeZone, now)
    if (impossible) return refuse(impossible)
    const times = sessionTimes(localStart, timeZone, format.lengthMinutes)
    const { decisionWorkingDays } = format
    const place = { placeText: placeText ?? format.placeText }
    return { ok: true, date: { ...input, ...times, ...place, decisionWorkingDays, slug: makeSlug(format.slug) } }
  })
}

/** All of these new dates, or the first refusal among them: one session, or a series. */
export async function checkDates(
  tx: Tx,
  inputs: GroupSessionInput[],
  now: Date,
): Promise<Outcome<{ dates: CheckedDate[] }, DateRefusal>> {
  const dates: CheckedDate[] = []
  for (const checked of await checkEachDate(tx, inputs, now)) {
    if (!checked.ok) return checked
    dates.push(checked.date)
  }
  return { ok: true, dates }
}
