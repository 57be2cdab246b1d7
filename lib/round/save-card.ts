import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { fullName } from "@/lib/people/rules"
import { readPlace } from "./read-place"
import { tableTimes } from "./rules-cards"
import type { CardInput } from "./schema-cards"

/**
 * Approves one's own table card as it is said here, or takes the approval back, and nothing of it is kept then. Possible
 * from when the seat is confirmed until the cards are cleared away (`round_closed`). Name and company are those of the
 * booking at this moment. The same again has no effect. `not_found` to everybody but the person on a confirmed seat of a
 * closed round.
 */
export async function saveCard(
  input: { bookingId: string; card: CardInput },
  by: By,
): Promise<Outcome<{ approved: boolean }, "not_found" | "round_closed">> {
  const { bookingId, card } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    const place = locked && (await readPlace(tx, bookingId, by.actor))
    if (!place) return refuse("not_found")
    if (now >= tableTimes(place.session).closesAt) return refuse("round_closed")
    const { participantId, card: before } = place
    const { givenName, familyName, title, companyName } = locked.booking
    const after = {
      line: card.approved ? card.line : null,
      shownName: card.approved && card.showName ? fullName({ title, givenName, familyName }) : null,
      shownCompany: card.approved && card.showCompany ? companyName : null,
    }
    const same = (["line", "shownName", "shownCompany"] as const).every(
      (part) => (before?.[part] ?? null) === after[part],
    )
    if (same && Boolean(before?.approvedAt) === card.approved) return { ok: true, approved: card.approved }
    const said = { ...after, approvedAt: card.approved ? now : null, changedAt: now }
    await tx.tableCard.upsert({
      where: { bookingId_participantId: { bookingId, participantId } },
      create: { bookingId, participantId, ...said },
      update: said,
    })
    await recordActivity(tx, card.approved ? "card.approved" : "card.withdrawn", {
      ...{ actor: by.actor, bookingId, seatId: place.seatId, sessionId: place.session.id, at: now },
      detail: { name: after.shownName !== null, company: after.shownCompany !== null },
    })
    return { ok: true, approved: card.approved }
  }, by)
}
