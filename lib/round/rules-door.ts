import type { GroupSessionStatus } from "@/prisma/generated/client"

/** How long before the start the door opens; the database says so too (`room_address`). */
export const opensMinutesBefore = 15

export const opensAt = (startsAt: Date): Date => new Date(startsAt.getTime() - opensMinutesBefore * 60_000)

/** Who stands before the door of a closed round, and with what. */
export type AtDoor = {
  /** The part by which somebody holds the booking; an assistant is none of the round. */
  role: string
  /** The confirmed seat and its session; null where there is none, or one of a round that is open to all. */
  seat: { startsAt: Date; endsAt: Date; status: GroupSessionStatus; online: boolean } | null
  /** The versions of the pledge that the person of the seat has given for this booking. */
  pledges: string[]
  /** The organizer has said where the meeting is. */
  hasAddress: boolean
}

/** `waiting`: it is time, and nobody has said yet where the meeting is. */
export type Door = "not_for_you" | "over" | "pledge_needed" | "too_early" | "waiting" | "open"

/** Whether the pledge can be given: by the person of a confirmed seat in a closed round, until that is over. */
export function pledgeOf({ role, seat }: AtDoor, now: Date): "not_for_you" | "over" | "open" {
  if (role !== "participant" || !seat) return "not_for_you"
  return seat.endsAt <= now || seat.status === "finished" || seat.status === "cancelled" ? "over" : "open"
}

/**
 * What the door says. The pledge is asked for before the time, so that nobody learns at the last moment what they are to
 * promise.
 * @param version of the pledge that counts now
 */
export function doorOf(at: AtDoor, version: string, now: Date): Door {
  const pledge = pledgeOf(at, now)
  if (pledge !== "open" || !at.seat) return pledge === "over" ? "over" : "not_for_you"
  if (!at.seat.online) return "not_for_you"
  if (!at.pledges.includes(version)) return "pledge_needed"
  if (now < opensAt(at.seat.startsAt)) return "too_early"
  return at.hasAddress ? "open" : "waiting"
}

/** How long before the start whoever leads the round can look after the room. */
const hostOpensMinutesBefore = 60

export const hostOpensAt = (startsAt: Date): Date => new Date(startsAt.getTime() - hostOpensMinutesBefore * 60_000)

/** Whether whoever leads the round can enter. */
export function hostDoorOf(
  { startsAt, endsAt, status }: { startsAt: Date; endsAt: Date; status: GroupSessionStatus },
  now: Date,
): "not_on" | "host_too_early" | "open" {
  if (endsAt <= now || (status !== "published" && status !== "guaranteed")) return "not_on"
  return now < hostOpensAt(startsAt) ? "host_too_early" : "open"
}
