import { type By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen } from "@/lib/sessions/lock-sessions"
import { lockBooking, sessionOf } from "./lock-booking"
import { giveBack } from "./release-seat"

/**
 * The organizer takes a seat back, at no cost to the person. Only held and confirmed ones: a request is declined
 * (`decideSeat`), because an answer before its time would say more than it should, and an offer goes with its entry: whoever
 * waits on would be the next to have it (`not_confirmed`). Releasing the released succeeds without effect.
 */
export async function releaseByOrganizer(
  input: { seatId: string },
  by: By,
): Promise<Outcome<{ released: boolean }, "not_found" | "session_closed" | "not_confirmed">> {
  return transaction(async (tx, now) => {
    const found = await tx.seat.findUnique({ where: { id: input.seatId }, select: { bookingId: true } })
    const locked = found && (await lockBooking(tx, found.bookingId, by.actor))
    const seat = locked?.seats.find(({ id }) => id === input.seatId)
    if (!locked || !seat) return refuse("not_found")
    if (seat.state === "released") return { ok: true, released: false }
    if (seat.state === "requested" || seat.state === "offered") return refuse("not_confirmed")
    if (!isOpen(sessionOf(locked, seat), now)) return refuse("session_closed")
    await giveBack(tx, locked, { seat, reason: "organizer", fee: { percent: 0, netCents: 0 }, by, now })
    return { ok: true, released: true }
  }, by)
}
