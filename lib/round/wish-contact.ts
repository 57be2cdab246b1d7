import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { readPlace } from "./read-place"
import { readRoster } from "./read-roster"
import { isContactOpen } from "./rules-cards"

/**
 * Says, or takes back, that one would like to stay in touch with whoever is behind a card, once the session is over. Only
 * when both have said so are name, mail and phone told, to both at once; that cannot be taken back. One wish alone leaves no
 * trace but its row: no activity, no mail, nothing on anybody's page but one's own. The same again has no effect.
 *
 * Two who say so at the same moment wait for each other at the lock of their session, so the second one sees the first.
 * Refuses a card that is not there (`no_card`), one who has not seen the round (`round_not_shown`), and outside the days
 * between the session and the clearing of its cards (`contact_closed`); `not_found` as everywhere here.
 */
export async function wishContact(
  input: { bookingId: string; card: string; wished: boolean },
  by: By,
): Promise<Outcome<{ mutual: boolean }, "not_found" | "contact_closed" | "round_not_shown" | "no_card">> {
  const { bookingId, card, wished } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    const place = locked && (await readPlace(tx, bookingId, by.actor))
    if (!place) return refuse("not_found")
    if (!isContactOpen(place.session, now)) return refuse("contact_closed")
    if (!place.shown) return refuse("round_not_shown")
    const other = (await readRoster(tx, place.seatId)).cards.find(({ key }) => key === card)
    if (!other) return refuse("no_card")
    const [seatId, withId] = [place.seatId, other.seatId]
    const mine = await tx.contactWish.count({ where: { seatId, withId } })
    const theirs = await tx.contactWish.count({ where: { seatId: withId, withId: seatId } })
    if (mine && theirs) return { ok: true, mutual: true }
    if (!wished) await tx.contactWish.deleteMany({ where: { seatId, withId } })
    else if (!mine) {
      await tx.contactWish.create({ data: { seatId, withId, wishedAt: now } })
      const about = { actor: by.actor, bookingId, seatId, sessionId: place.session.id, at: now }
      if (theirs) await recordActivity(tx, "contact.exchanged", { ...about, detail: { withSeatId: withId } })
    }
    return { ok: true, mutual: wished && theirs > 0 }
  }, by)
}
