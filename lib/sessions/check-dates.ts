import type { Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { existsLocally } from "@/lib/time-zone"
import { makeSlug } from "./make-slug"
import { sessionTimes } from "./rules"
import type { GroupSessionInput } from "./schema"

export type DateRefusal = "not_found" | "no_seats" | "in_the_past" | "local_time" | "below_minimum"

type Shared = Pick<GroupSessionInput, "formatId" | "capacity" | "minimum" | "timeZone" | "placeText">
type Dates = { dates: { localStart: string; startsAt: Date; endsAt: Date; slug: string; placeText: string | null }[] }

/**
 * New dates of a format, one or a series, with what it says of them. Without a place of their own they have the
 * format's.
 *
 * Refuses an unknown format (`not_found`), one that has no seats, and for the first date it is true of a start in the
 * past, a wall clock time that the zone skips (`local_time`), and a capacity below the minimum.
 * @param starts wall clocks of the zone
 */
export async function checkDates(
  tx: Tx,
  { formatId, capacity, minimum, timeZone, placeText }: Shared,
  starts: string[],
  now: Date,
): Promise<Outcome<Dates, DateRefusal>> {
  const format = await tx.format.findUnique({ where: { id: formatId } })
  if (!format) return refuse("not_found")
  if (format.kind !== "group") return refuse("no_seats")
  if (capacity < minimum) return refuse("below_minimum")
  if (!starts.every((localStart) => existsLocally(localStart, timeZone))) return refuse("local_time")
  const dates = starts.map((localStart) => ({
    ...{ localStart, ...sessionTimes(localStart, timeZone, format.lengthMinutes) },
    ...{ slug: makeSlug(format.slug), placeText: placeText ?? format.placeText },
  }))
  return dates.some(({ startsAt }) => startsAt <= now) ? refuse("in_the_past") : { ok: true, dates }
}
