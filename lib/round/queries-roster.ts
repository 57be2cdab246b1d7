import { actorOf, type Holder } from "@/lib/bookings/policy"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { fullName } from "@/lib/people/rules"
import type { Industry, ParticipantRole, SizeBand } from "@/prisma/generated/client"
import { readPlace } from "./read-place"
import { readRoster } from "./read-roster"
import { isContactOpen, isTableOpen, type TableTimes, tableTimes } from "./rules-cards"
import type { ShownRefusal } from "./show-round"

type Asking = Omit<Holder, "purpose">

/** Somebody's own card, and what a line on it could say. */
export type OwnCard = {
  approved: boolean
  line: string | null
  showName: boolean
  showCompany: boolean
  /** As the others would read them. */
  name: string
  company: string
  suggested: { role: ParticipantRole; industry: Industry | null; sizeBand: SizeBand | null }
  pledged: boolean
  /** Has turned the cards of this round. */
  shown: boolean
  /** Has said "not with this round". */
  objected: boolean
} & TableTimes

/** The own card of who sits in a closed round; null to everybody else, the assistant among them. */
export async function findOwnCard(holder: Asking): Promise<OwnCard | null> {
  const place = await readPlace(db, holder.bookingId, actorOf(holder))
  if (!place) return null
  const { roundProfile, ...booking } = await db.booking.findUniqueOrThrow({
    where: { id: holder.bookingId },
    select: { title: true, givenName: true, familyName: true, companyName: true, role: true, roundProfile: true },
  })
  const { card, session, pledged, shown, objection } = place
  return {
    ...{ approved: Boolean(card?.approvedAt), line: card?.line ?? null },
    ...{ showName: Boolean(card?.shownName), showCompany: Boolean(card?.shownCompany) },
    ...{ name: fullName(booking), company: booking.companyName },
    suggested: {
      ...{ role: booking.role, industry: roundProfile?.industry ?? null, sizeBand: roundProfile?.sizeBand ?? null },
    },
    ...{ pledged, shown, objected: objection !== null, ...tableTimes(session) },
  }
}

/** Who was exchanged with, as they gave it when they booked. */
export type ContactDetails = { name: string; email: string; phone: string | null }

/** Another's card. `wished` is what one has said oneself; what they have said shows only once both have. */
export type RoundCard = {
  key: string
  line: string
  name: string | null
  company: string | null
  wished: boolean
  contact: ContactDetails | null
}

export type Round = {
  cards: RoundCard[]
  /** People of whom there is no more to say than that they are there. */
  others: number
  /** One can say with whom one would like to stay in touch. */
  contactOpen: boolean
} & TableTimes

/**
 * The others of the round, to who sits there, has promised and has turned the cards; with whom contacts were exchanged. The
 * refusals are those of `showRound`, and `round_not_shown` before it. Reading changes nothing.
 */
export async function findRound(
  holder: Asking,
  now = presentTime(),
): Promise<Outcome<Round, ShownRefusal | "round_not_shown">> {
  const place = await readPlace(db, holder.bookingId, actorOf(holder))
  if (!place) return refuse("not_found")
  if (!isTableOpen(place.session, now)) return refuse("round_closed")
  if (!place.pledged) return refuse("pledge_needed")
  if (!place.shown) return refuse("round_not_shown")
  const { seatId, session } = place
  const [{ cards, others }, wishes] = await Promise.all([
    readRoster(db, seatId),
    db.contactWish.findMany({ where: { OR: [{ seatId }, { withId: seatId }] } }),
  ])
  const said = (from: string, to: string) => wishes.some((wish) => wish.seatId === from && wish.withId === to)
  const mutual = cards.filter((card) => said(seatId, card.seatId) && said(card.seatId, seatId))
  const contacts = await readContacts(mutual.map((card) => card.seatId))
  return {
    ok: true,
    cards: cards.map(({ seatId: otherId, key, line, name, company }) => ({
      ...{ key, line: line ?? "", name, company, wished: said(seatId, otherId) },
      contact: contacts.get(otherId) ?? null,
    })),
    ...{ others, contactOpen: isContactOpen(session, now), ...tableTimes(session) },
  }
}

/** Of people who have both said yes to each other. */
async function readContacts(seatIds: string[]): Promise<Map<string, ContactDetails>> {
  if (seatIds.length === 0) return new Map()
  const seats = await db.seat.findMany({ where: { id: { in: seatIds } }, include: { booking: true } })
  return new Map(
    seats.map(({ id, booking }) => [id, { name: fullName(booking), email: booking.email, phone: booking.phone }]),
  )
}
