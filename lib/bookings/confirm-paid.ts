import { recordActivity, system } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, whilePaused } from "@/lib/sessions/lock-sessions"
import { agreed } from "./agreed-price"
import { findDuplicate } from "./find-duplicate"
import { activeSeats, lockBooking, type LockedSeat, sessionOf } from "./lock-booking"
import { markFilled, markGuaranteed } from "./mark-milestones"
import { markReleased } from "./release-seat"
import { retakeVoucher } from "./retake-voucher"
import { isFull, takeSeat } from "./take-seat"

/**
 * Confirms the held and verified seat that was paid for, or whose debit is under way. A booking that has its seat
 * already keeps it. Where the hold has run out meanwhile it takes a free seat if there is one; `no_seat` where there is
 * none, where the person has one by another booking, and where the seat was given back or called off: what was paid goes
 * back then.
 *
 * Part of a caller's transaction: it locks session, seats and booking, so whatever else is locked comes after.
 */
export async function confirmPaid(
  tx: Tx,
  { bookingId, seatId, underWay = false, now }: { bookingId: string; seatId: string; underWay?: boolean; now: Date },
): Promise<Outcome<{ seatId: string }, "no_seat">> {
  const locked = await lockBooking(tx, bookingId, system)
  const paid = locked?.seats.find(({ id }) => id === seatId)
  if (!locked || !paid || !locked.booking.verifiedAt) return refuse("no_seat")
  const { confirmed, requested, held } = activeSeats(locked.seats)
  const settled = confirmed ?? requested
  if (settled) return { ok: true, seatId: settled.id }
  if (!held && (paid.releaseReason !== "expired" || paid !== locked.seats.at(-1))) return refuse("no_seat")
  const seat = held ?? paid
  const session = sessionOf(locked, seat)
  const { email, participantId } = locked.booking
  if (await findDuplicate(tx, session.id, email, bookingId)) {
    if (held) await markReleased(tx, [held.id], "duplicate", now)
    return refuse("no_seat")
  }
  if (!held) {
    if (!isOpen(session, now) || whilePaused(session) || (await isFull(tx, session, now))) return refuse("no_seat")
    if (!(await retakeVoucher(tx, bookingId))) return refuse("no_seat")
  }
  const taken = held
    ? await confirmHeld(tx, held, now)
    : await takeSeat(tx, { sessionId: session.id, bookingId, participantId, decideAt: null, now })
  await recordActivity(tx, "seat.confirmed", {
    ...{ actor: system, bookingId, seatId: taken, sessionId: session.id },
    detail: { before: "held", paid: !underWay, late: !held, ...(await agreed(tx, bookingId)) },
    at: now,
  })
  await markGuaranteed(tx, session, now)
  await markFilled(tx, session, now)
  return { ok: true, seatId: taken }
}

async function confirmHeld(tx: Tx, { id }: LockedSeat, now: Date): Promise<string> {
  await tx.seat.update({
    where: { id },
    data: { state: "confirmed", confirmedAt: now, expiresAt: null },
    select: { id: true },
  })
  return id
}
