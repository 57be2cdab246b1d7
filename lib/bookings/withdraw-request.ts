import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { activeSeats, type LockedBooking, lockBooking } from "./lock-booking"
import { markReleased } from "./release-seat"

/**
 * Takes back what is still to be answered beside a confirmed seat: a rebooking or a substitute. The seat itself stays.
 * With nothing to take back it succeeds without effect.
 */
export async function withdrawRequest(
  input: { bookingId: string },
  by: By,
): Promise<Outcome<{ withdrawn: boolean }, "not_found">> {
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, input.bookingId, by.actor)
    if (!locked) return refuse("not_found")
    return { ok: true, withdrawn: await withdrawLocked(tx, locked, by, now) }
  }, by)
}

/** The same of a booking that is locked. */
export async function withdrawLocked(
  tx: Tx,
  { booking: { id: bookingId }, seats }: LockedBooking,
  by: By,
  now: Date,
): Promise<boolean> {
  const { confirmed, requested } = activeSeats(seats)
  if (!confirmed) return false
  const about = { actor: by.actor, bookingId, at: now }
  if (requested) {
    await markReleased(tx, [requested.id], "withdrawn", now)
    const detail = { reason: "withdrawn", before: "requested", keptSeatId: confirmed.id }
    await recordActivity(tx, "seat.released", {
      ...about,
      seatId: requested.id,
      sessionId: requested.sessionId,
      detail,
    })
  }
  const [open] = await tx.substitution.updateManyAndReturn({
    where: { seatId: confirmed.id, state: "requested" },
    data: { state: "withdrawn", closedAt: now },
    select: { id: true },
  })
  if (open) {
    const detail = { substitutionId: open.id }
    await recordActivity(tx, "substitution.withdrawn", {
      ...about,
      seatId: confirmed.id,
      sessionId: confirmed.sessionId,
      detail,
    })
  }
  return Boolean(requested ?? open)
}
