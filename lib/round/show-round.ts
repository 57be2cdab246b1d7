import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { readPlace } from "./read-place"
import { isTableOpen } from "./rules-cards"

export type ShownRefusal = "not_found" | "round_closed" | "pledge_needed"

/**
 * Turns the cards for one person: from now on they see the others of this round, and have seen them. When they saw a round
 * first stays written down, since after it they move only once by themselves (`isMoveByRequest`). The same again has no
 * effect.
 *
 * Refuses who has not given the promise as it is now (`pledge_needed`), outside the days on which the cards lie there
 * (`round_closed`), and is `not_found` to everybody but the person on a confirmed seat of a closed round.
 */
export async function showRound({ bookingId }: { bookingId: string }, by: By): Promise<Outcome<object, ShownRefusal>> {
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    const place = locked && (await readPlace(tx, bookingId, by.actor))
    if (!place) return refuse("not_found")
    if (!isTableOpen(place.session, now)) return refuse("round_closed")
    if (!place.pledged) return refuse("pledge_needed")
    if (place.shown) return { ok: true }
    const { participantId, session, card } = place
    const seen = { sawRosterAt: card?.sawRosterAt ?? now, sawSessionId: session.id }
    await tx.tableCard.upsert({
      where: { bookingId_participantId: { bookingId, participantId } },
      create: { bookingId, participantId, changedAt: now, ...seen },
      update: seen,
    })
    const about = { actor: by.actor, bookingId, seatId: place.seatId, sessionId: session.id, at: now }
    await recordActivity(tx, "round.shown", about)
    return { ok: true }
  }, by)
}
