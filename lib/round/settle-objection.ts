import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/**
 * What the organizer does about an objection is done: it is no to-do any more. Who objected still moves for nothing. Settling
 * what is settled has no effect.
 */
export async function settleObjection({ seatId }: { seatId: string }, by: By): Promise<Outcome<object, "not_found">> {
  return transaction(async (tx, now) => {
    const objection = await tx.objection.findUnique({ where: { seatId }, select: { seat: true } })
    if (!objection) return refuse("not_found")
    const { bookingId, groupSessionId: sessionId } = objection.seat
    // Who objects once more at this moment does so before, and it is settled with the rest, or after, and it is told.
    await lockBooking(tx, bookingId, by.actor)
    const { count } = await tx.objection.updateMany({ where: { seatId, settledAt: null }, data: { settledAt: now } })
    if (count > 0)
      await recordActivity(tx, "objection.settled", { actor: by.actor, bookingId, seatId, sessionId, at: now })
    return { ok: true }
  }, by)
}
