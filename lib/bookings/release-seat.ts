import { type Actor, type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen } from "@/lib/sessions/lock-sessions"
import type { ReleaseReason } from "@/prisma/generated/client"
import { readsFees, termsToLeave } from "./after-roster"
import { priceOf } from "./agreed-price"
import { activeSeats, type LockedBooking, type LockedSeat, lockBooking, sessionOf } from "./lock-booking"
import { type Fee, feeDue, type Way } from "./rules"
import { priceLeft } from "./rules-price"

/**
 * Gives a seat back, with everything that hangs on it: a rebooking or a substitute that is still to be answered.
 * What is owed by the terms of the booking is written into the log. Releasing what is released succeeds and does
 * nothing; it says again what was owed, to a booker only where they read of it (`readsFees`). Refuses an unknown booking and one whose session has begun.
 */
export async function releaseSeat(
  input: { bookingId: string },
  by: By,
): Promise<Outcome<{ released: boolean; fee: Fee }, "not_found" | "session_closed">> {
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, input.bookingId, by.actor)
    if (!locked) return refuse("not_found")
    const { confirmed, requested, held } = activeSeats(locked.seats)
    const seat = confirmed ?? requested ?? held
    if (!seat) return { ok: true, released: false, fee: await feeOwed(tx, input.bookingId, by.actor) }
    if (!isOpen(sessionOf(locked, seat), now)) return refuse("session_closed")
    const fee = await feeOf(tx, locked, seat, by.actor, now)
    await giveBack(tx, locked, { seat, reason: "cancelled", fee, by, now })
    return { ok: true, released: true, fee }
  }, by)
}

export const nothingOwed: Fee = { percent: 0, netCents: 0 }

/** What was owed when the seat was given back: asked again, the answer is the same. */
async function feeOwed(tx: Tx, bookingId: string, { kind }: Actor): Promise<Fee> {
  if (kind === "booker" && !(await readsFees({ bookingId, role: kind }, tx))) return nothingOwed
  const given = await tx.activity.findFirst({ where: { bookingId, kind: "seat.released" }, orderBy: { at: "desc" } })
  return (given?.detail as { fee?: Fee } | undefined)?.fee ?? nothingOwed
}

/**
 * What the booking's own terms ask for leaving this seat now, one way or the other; a request that is not confirmed owes
 * nothing, and neither does who moves since they do not want to sit in this round.
 */
export async function feeOf(
  tx: Tx,
  locked: LockedBooking,
  seat: LockedSeat,
  actor: Actor,
  now: Date,
  way: Way = "release",
): Promise<Fee> {
  if (seat.state !== "confirmed") return nothingOwed
  const { terms } = await tx.booking.findUniqueOrThrow({ where: { id: seat.bookingId }, select: { terms: true } })
  const { price } = await priceOf(tx, seat.bookingId)
  const { startsAt, timeZone } = sessionOf(locked, seat)
  const asked = await termsToLeave(tx, seat.id, actor.kind, terms)
  return feeDue(asked, priceLeft(price), startsAt, timeZone, now, way)
}

/** Releases a locked seat, the rebooking that waits beside it and its open substitution, and logs it once. */
export async function giveBack(
  tx: Tx,
  { seats }: LockedBooking,
  { seat, reason, fee, by, now }: { seat: LockedSeat; reason: ReleaseReason; fee: Fee; by: By; now: Date },
): Promise<void> {
  const beside = seats.find((other) => other.state === "requested" && other.replacesSeatId === seat.id)
  if (beside) await markReleased(tx, [beside.id], "withdrawn", now)
  await markReleased(tx, [seat.id], reason, now)
  await withdrawSubstitution(tx, seat.id, now)
  await recordActivity(tx, "seat.released", {
    actor: by.actor,
    ...{ bookingId: seat.bookingId, seatId: seat.id, sessionId: seat.sessionId },
    detail: { reason, before: seat.state, fee, withdrawnSeatId: beside?.id ?? null },
    at: now,
  })
}

/** Releases locked seats. A released row keeps its reason and never comes back. */
export async function markReleased(tx: Tx, seatIds: string[], releaseReason: ReleaseReason, now: Date): Promise<void> {
  await tx.seat.updateMany({
    where: { id: { in: seatIds } },
    data: { state: "released", releaseReason, releasedAt: now },
  })
}

/** Whether somebody else is asked for as its person: a change of its own, which is answered or taken back first. */
export const isHandedOver = async (tx: Tx, { id: seatId }: { id: string }): Promise<boolean> =>
  (await tx.substitution.count({ where: { seatId, state: "requested" } })) > 0

/** A substitute is asked for a seat; without the seat there is nothing to ask. */
export async function withdrawSubstitution(tx: Tx, seatId: string, now: Date): Promise<void> {
  await tx.substitution.updateMany({
    where: { seatId, state: "requested" },
    data: { state: "withdrawn", closedAt: now },
  })
}
