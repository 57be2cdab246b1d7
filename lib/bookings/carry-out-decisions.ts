import { recordActivity, system } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { agreed } from "./agreed-price"
import { findDuplicate } from "./find-duplicate"
import { leaveVoucher } from "./leave-voucher"
import { activeSeats, type LockedBooking, lockBooking, type LockedSeat, sessionOf } from "./lock-booking"
import { markGuaranteed } from "./mark-milestones"
import type { Agreement } from "./settle-move"
import { markReleased, withdrawSubstitution } from "./release-seat"
import { handOver } from "./substitute-participant"

const by = { actor: system }

/**
 * Gives every answer that is due, each in a transaction of its own. Undecided is confirmed: without a rule of
 * composition every request is clean. Confirmations and declines come in the same minute, so that the time of an
 * answer says nothing. While a session is paused its answers wait, yes and no alike, and come when it no longer is.
 * @returns how many bookings had one
 */
export async function carryOutDecisions(options: { now?: Date } = {}): Promise<number> {
  const due = await db.$queryRaw<{ bookingId: string }[]>`
    WITH present AS (SELECT coalesce(${options.now ?? null}::timestamptz, clock_timestamp()) AS instant)
    SELECT booking_id AS "bookingId" FROM seats, present WHERE state = 'requested' AND decide_at <= instant
    UNION SELECT booking_id FROM substitutions, present WHERE state = 'requested' AND decide_at <= instant
    ORDER BY 1`
  return oneByOne(due, "decision.failed", ({ bookingId }) =>
    transaction((tx, now) => answer(tx, bookingId, now), options),
  )
}

async function answer(tx: Tx, bookingId: string, now: Date): Promise<void> {
  const locked = await lockBooking(tx, bookingId, by.actor)
  if (!locked) return
  const { requested, confirmed } = activeSeats(locked.seats)
  if ([requested, confirmed].some((seat) => seat && sessionOf(locked, seat).pausedUntil !== null)) return
  if (requested?.decideAt && requested.decideAt <= now) {
    // A seat that was used is not given up any more.
    const tooLate = confirmed && sessionOf(locked, confirmed).endsAt <= now
    const declined = requested.decision === "decline" || tooLate
    await (declined ? decline(tx, requested, now) : confirm(tx, locked, requested, now))
  }
  await answerSubstitution(tx, locked, now)
}

async function decline(tx: Tx, seat: LockedSeat, now: Date): Promise<void> {
  await markReleased(tx, [seat.id], "declined", now)
  const detail = { rebooking: seat.replacesSeatId !== null }
  await recordActivity(tx, "seat.declined", { ...by, ...about(seat), detail, at: now })
}

/** Confirms a request; a rebooking gives up the old seat in the same breath, and its old price and terms. */
async function confirm(tx: Tx, locked: LockedBooking, seat: LockedSeat, now: Date): Promise<void> {
  const old = activeSeats(locked.seats).confirmed
  await leaveVoucher(tx, seat.bookingId, sessionOf(locked, seat).formatId, now)
  if (old) {
    await markReleased(tx, [old.id], "rebooked", now)
    await withdrawSubstitution(tx, old.id, now)
  }
  const { agreement } = await tx.seat.update({
    where: { id: seat.id },
    data: { state: "confirmed", confirmedAt: now },
    select: { agreement: true },
  })
  if (agreement) await takeOver(tx, seat.bookingId, agreement as Agreement)
  const detail = {
    ...(old ? { before: "confirmed", fromSeatId: old.id, fromSessionId: old.sessionId } : { before: "requested" }),
    ...(await agreed(tx, seat.bookingId)),
  }
  await recordActivity(tx, old ? "seat.rebooked" : "seat.confirmed", { ...by, ...about(seat), detail, at: now })
  await markGuaranteed(tx, sessionOf(locked, seat), now)
}

const takeOver = (tx: Tx, bookingId: string, agreement: Agreement) =>
  tx.booking.update({ where: { id: bookingId }, data: agreement, select: { id: true } })

async function answerSubstitution(tx: Tx, locked: LockedBooking, now: Date): Promise<void> {
  const open = await tx.substitution.findFirst({
    where: { bookingId: locked.booking.id, state: "requested", decideAt: { lte: now } },
  })
  if (!open) return
  const seat = activeSeats(locked.seats).confirmed
  const stands = seat?.id === open.seatId
  const accepted =
    stands && open.decision !== "decline" && !(await findDuplicate(tx, seat.sessionId, open.email, locked.booking.id))
  await tx.substitution.update({
    where: { id: open.id },
    data: { state: accepted ? "accepted" : "declined", closedAt: now },
    select: { id: true },
  })
  const detail = { substitutionId: open.id }
  if (accepted) await handOver(tx, locked, { seat, person: open, by, now, detail })
  else if (seat) await recordActivity(tx, "substitution.declined", { ...by, ...about(seat), detail, at: now })
}

const about = ({ id, bookingId, sessionId }: LockedSeat) => ({ bookingId, seatId: id, sessionId })
