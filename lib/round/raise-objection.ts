import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen } from "@/lib/sessions/lock-sessions"
import { readPlace } from "./read-place"

/**
 * "Not with this round": for the organizer alone, with or without a reason. From now on moving away from this seat costs
 * its person nothing (`termsToLeave`). Said again it replaces the reason, and the organizer is told only where what was said before is
 * settled. The text is nowhere but in the row.
 *
 * Refuses who has not seen the round (`round_not_shown`: there is nothing to object to yet) and once the session has begun
 * (`session_closed`); `not_found` to everybody but the person on a confirmed seat of a closed round.
 */
export async function raiseObjection(
  input: { bookingId: string; text?: string },
  by: By,
): Promise<Outcome<{ objectedAt: Date }, "not_found" | "session_closed" | "round_not_shown">> {
  const { bookingId, text } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    const place = locked && (await readPlace(tx, bookingId, by.actor))
    const session = place && locked.sessions.get(place.session.id)
    if (!session) return refuse("not_found")
    if (!isOpen(session, now)) return refuse("session_closed")
    if (!place.shown) return refuse("round_not_shown")
    const { seatId, objection } = place
    const waits = objection && !objection.settledAt
    const objectedAt = waits ? objection.objectedAt : now
    const said = { objectedAt, settledAt: null, ...((text || !waits) && { text: text ?? null }) }
    await tx.objection.upsert({ where: { seatId }, create: { seatId, ...said }, update: said })
    if (!waits)
      await recordActivity(tx, "objection.raised", {
        ...{ actor: by.actor, bookingId, seatId, sessionId: session.id, at: now },
      })
    return { ok: true, objectedAt }
  }, by)
}
