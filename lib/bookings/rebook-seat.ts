import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { isOpen } from "@/lib/sessions/lock-sessions"
import { findDuplicate, tellDuplicate } from "./find-duplicate"
import { activeSeats, type LockedBooking, lockBooking, sessionOf } from "./lock-booking"
import { markMilestones } from "./mark-milestones"
import { feeOf, markReleased } from "./release-seat"
import { answerAt } from "./rules"
import { isFull, takeSeat } from "./take-seat"

export type RebookRefusal =
  | "not_found"
  | "session_closed"
  | "session_full"
  | "already_booked"
  | "not_available"
  | "pending_change"
  | "request_id_reused"
type Rebooked = { status: "requested" | "confirmed"; decideAt: Date | null }

/**
 * Moves a booking to another session, in one transaction: there are never no seats and never two confirmed ones.
 * Into an instant format the seat is swapped at once. Into a reviewed one the new seat is requested beside the
 * confirmed one and swapped at `decideAt`; a seat that was itself only requested moves as a request. A rebooking
 * that was still waiting is replaced. To where one is: succeeds without effect. In a full session (`session_full`) the
 * old seat stays. Fees count from now.
 *
 * Refuses when either session has begun or is off (`session_closed`), when the person has a seat there by another
 * booking (`already_booked`, or `not_available` to a booker who may not know), and while a substitute is asked for
 * (`pending_change`).
 */
export async function rebookSeat(
  input: { requestId?: string; bookingId: string; sessionId: string },
  by: By,
): Promise<Outcome<Rebooked, RebookRefusal>> {
  const { requestId, ...payload } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, payload.bookingId, [payload.sessionId])
    return once(tx, { verb: "rebook-seat", requestId, payload, now }, () =>
      rebook(tx, locked, payload.sessionId, by, now),
    )
  }, by)
}

async function rebook(
  tx: Tx,
  locked: LockedBooking | null,
  targetId: string,
  by: By,
  now: Date,
): Promise<Outcome<Rebooked, RebookRefusal>> {
  if (!locked) return refuse("not_found")
  const { booking, seats } = locked
  const { confirmed, requested } = activeSeats(seats)
  const seat = confirmed ?? requested
  const target = locked.sessions.get(targetId)
  if (!seat || !target) return refuse("not_found")
  const here = [confirmed, requested].find((each) => each?.sessionId === targetId)
  if (here) return answer(here.state === "requested" ? here.decideAt : null)
  const origin = sessionOf(locked, seat)
  if (!isOpen(origin, now) || !isOpen(target, now)) return refuse("session_closed")
  if (await tx.substitution.count({ where: { seatId: seat.id, state: "requested" } })) return refuse("pending_change")
  const duplicate = await findDuplicate(tx, targetId, booking.email, booking.id)
  const ownMailbox = by.actor.kind !== "booker" || booking.bookerEmail === booking.email
  if (duplicate) return refuse(tellDuplicate(duplicate, { ownMailbox, bookerEmail: booking.bookerEmail }))
  if (await isFull(tx, target, now)) return refuse("session_full")

  // The answer has to come before the seat one would keep has passed.
  const earliest = origin.startsAt < target.startsAt ? origin.startsAt : target.startsAt
  const decideAt = answerAt(target, now, earliest)
  const fee = await feeOf(tx, locked, seat, now, "rebook")
  if (requested) await markReleased(tx, [requested.id], "rebooked", now)
  if (confirmed && !decideAt) await markReleased(tx, [confirmed.id], "rebooked", now)
  const seatId = await takeSeat(tx, {
    ...{ sessionId: targetId, bookingId: booking.id, participantId: seat.participantId!, decideAt, now },
    replacesSeatId: confirmed?.id,
  })
  await recordActivity(tx, decideAt ? "seat.requested" : "seat.rebooked", {
    actor: by.actor,
    ...{ bookingId: booking.id, seatId, sessionId: targetId },
    detail: {
      ...{ rebooking: true, before: seat.state, fromSeatId: seat.id, fromSessionId: origin.id, fee },
      ...{ decideAt: decideAt?.toISOString() ?? null, withdrawnSeatId: confirmed && requested ? requested.id : null },
    },
    at: now,
  })
  if (!decideAt) await markMilestones(tx, target, now)
  return answer(decideAt)
}

const answer = (decideAt: Date | null) =>
  ({ ok: true, status: decideAt ? "requested" : "confirmed", decideAt }) as const
