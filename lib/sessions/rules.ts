import { instantOf } from "@/lib/time-zone"

/** The instants that follow from the wall clock. The length is time that passes, also across a clock change. */
export function sessionTimes(
  localStart: string,
  timeZone: string,
  lengthMinutes: number,
): { startsAt: Date; endsAt: Date } {
  const startsAt = instantOf(localStart, timeZone)
  return { startsAt, endsAt: new Date(startsAt.getTime() + lengthMinutes * 60_000) }
}
