import { now as presentTime } from "@/lib/clock"
import { db, type Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { fullName, type Named, teamKinds } from "./rules"
import { nameKeptUntil, namesSomeone } from "./rules-erasure"

export type Blocking = { seatId: string; sessionId: string; startsAt: Date; timeZone: string; state: string }

export type KeptBooking = {
  id: string
  reference: string
  startsAt: Date
  timeZone: string
  priceNetCents: number
  currency: string
  /** The last day on which the name stays. */
  until: string
}

/** What is not through about the money of a booking in their name. */
export type UnsettledMoney = {
  bookingId: string
  reference: string
  currency: string
  /** Unpaid, as long as it can be claimed. */
  openCents: number
  /** On no document; less than zero is to be credited. */
  unbilledCents: number
  /** On its way back, or to be given back by hand. */
  backCents: number
  /** A payment is on its way. */
  underWay: boolean
  /** An exception waits for a person. */
  disputed: boolean
  /** Why its VAT is not known. */
  undecided: string | null
}

/** What erasing somebody comes to: the same for the preview and for the verb, so that they cannot differ. */
export type Erasure = {
  /** With whoever was merged into them. */
  participantIds: string[]
  /** More than one where they changed their address. */
  bookerIds: string[]
  addresses: string[]
  names: string[]
  /** Seats ahead that have to be given back before. */
  blocking: Blocking[]
  /** Money that has to be seen to before, of bookings in their name. */
  unsettled: UnsettledMoney[]
  /** Bookings in their name: these keep it, because there is a price and there was a seat. */
  kept: KeptBooking[]
  /** These become nobody's. */
  anonymised: string[]
  /** Bookings for others that no longer say who made them. */
  bookedFor: string[]
  /** Bookings they were part of at some time, also by a seat that was handed on. */
  touched: string[]
  substitutions: { id: string; open: boolean; bookingId: string; seatId: string }[]
  /** Those of exceptions among them. */
  notes: number
  /** Payments that a note was written about: of their bookings, or naming them. */
  exceptionIds: string[]
  mails: number
  /** They have an account at the desk, which is another matter. */
  isTeam: boolean
}

type BookingRow = Named & {
  id: string
  reference: string
  own: boolean
  booked: boolean
  bookerName: string | null
  priceNetCents: number | null
  currency: string
  everConfirmed: boolean
  startsAt: Date
  timeZone: string
}

/** Null for who is unknown or erased already; of who was merged, all of who they are now. */
export async function findErasure(client: Tx, personId: string, now: Date): Promise<Erasure | null> {
  if (!isUuid(personId)) return null
  const people = await client.$queryRaw<(Named & { id: string; email: string; alsoKnownAs: string })[]>`
    WITH person AS (SELECT coalesce(merged_into_id, id) AS id FROM participants WHERE id = ${personId}::uuid)
    SELECT p.id, p.title, p.given_name AS "givenName", p.family_name AS "familyName", p.email, p.also_known_as AS "alsoKnownAs"
      FROM participants p, person WHERE (p.id = person.id OR p.merged_into_id = person.id) AND p.erased_at IS NULL`
  const known = people.flatMap(({ alsoKnownAs }) => alsoKnownAs.split("\n")).filter(Boolean)
  const emails = people.map(({ email }) => email)
  const participantIds = people.map(({ id }) => id)
  const once = known.filter((text) => text.includes("@"))
  const own = await withoutOthers(client, [...emails, ...once], participantIds)
  const bookers = await client.booker.findMany({
    where: { erasedAt: null, OR: [{ id: personId }, { email: { in: own } }] },
  })
  if (people.length === 0 && bookers.length === 0) return null
  const bookerIds = bookers.map(({ id }) => id)
  const addresses = [...new Set([...own, ...bookers.map(({ email }) => email)])]

  const bookings = await client.$queryRaw<BookingRow[]>`
    SELECT b.id, b.reference, b.title, b.given_name AS "givenName", b.family_name AS "familyName", b.booker_name AS "bookerName",
           b.price_net_cents AS "priceNetCents", b.currency, g.starts_at AS "startsAt", g.time_zone AS "timeZone",
           (b.email = ANY(${addresses}) OR coalesce(b.participant_id = ANY(${participantIds}::uuid[]), false)) AS own,
           coalesce(b.booker_email = ANY(${addresses}), false) AS booked,
           EXISTS (SELECT FROM seats s WHERE s.booking_id = b.id AND s.confirmed_at IS NOT NULL) AS "everConfirmed"
      FROM bookings b
      -- Whoever waits has none.
      LEFT JOIN LATERAL (SELECT group_session_id FROM seats s WHERE s.booking_id = b.id ORDER BY s.created_at DESC LIMIT 1) s ON true
      LEFT JOIN group_sessions g ON g.id = s.group_session_id
     -- Each way to a booking by its own index; as one condition with OR all bookings would be looked at.
     WHERE b.id IN (
       SELECT id FROM bookings WHERE email = ANY(${addresses})
       UNION SELECT id FROM bookings WHERE booker_email = ANY(${addresses})
       UNION SELECT id FROM bookings WHERE participant_id = ANY(${participantIds}::uuid[])
       UNION SELECT booking_id FROM seats WHERE participant_id = ANY(${participantIds}::uuid[])
       UNION SELECT booking_id FROM substitutions WHERE email = ANY(${addresses}))
     ORDER BY g.starts_at, b.id`
  const substitutions = await client.substitution.findMany({ where: { email: { in: addresses } } })
  const inTheirName = bookings.filter((booking) => booking.own)
  const kept = inTheirName.filter((booking) => booking.priceNetCents !== null && booking.everConfirmed)
  const touched = bookings.map(({ id }) => id)
  const [counts] = await client.$queryRaw<[{ notes: number; mails: number; isTeam: boolean }]>`
    SELECT (SELECT count(*)::int FROM person_notes WHERE participant_id = ANY(${participantIds}::uuid[]) OR booker_id = ANY(${bookerIds}::uuid[])) AS notes,
           (SELECT count(*)::int FROM mails WHERE recipient = ANY(${addresses}) AND kind !~ ${teamKinds.source}) AS mails,
           EXISTS (SELECT FROM team_members WHERE email = ANY(${addresses})) AS "isTeam"`
  const names = namesOf(
    [...people, ...inTheirName, ...substitutions],
    [
      ...known.filter((text) => !text.includes("@")),
      ...bookers.map(({ name }) => name),
      ...bookings.flatMap(({ booked, bookerName }) => (booked && bookerName ? [bookerName] : [])),
    ],
  )
  const exceptionIds = await listNoted(client, inTheirName, [...addresses, ...names])
  return {
    ...{ participantIds, bookerIds, addresses, touched, names, exceptionIds },
    blocking: await listBlocking(client, participantIds, addresses, now),
    unsettled: await listUnsettled(client, inTheirName, now),
    kept: kept.map(({ id, reference, startsAt, timeZone, priceNetCents, currency }) => ({
      ...{ id, reference, startsAt, timeZone, currency, priceNetCents: priceNetCents! },
      until: nameKeptUntil(startsAt.getUTCFullYear()),
    })),
    anonymised: inTheirName.filter((booking) => !kept.includes(booking)).map(({ id }) => id),
    bookedFor: bookings.filter(({ booked }) => booked).map(({ id }) => id),
    substitutions: substitutions.map(({ id, state, bookingId, seatId }) => ({
      id,
      open: state === "requested",
      bookingId,
      seatId,
    })),
    ...counts,
    notes: counts.notes + exceptionIds.length,
  }
}

/** An address somebody once had by mistake may be another person's. */
async function withoutOthers(client: Tx, addresses: string[], participantIds: string[]): Promise<string[]> {
  const others = await client.participant.findMany({
    where: { email: { in: addresses }, id: { notIn: participantIds } },
    select: { email: true },
  })
  return [...new Set(addresses)].filter((address) => !others.some(({ email }) => email === address))
}

function namesOf(people: Named[], more: string[]): string[] {
  return [
    ...new Set([...people.flatMap((person) => [fullName(person), fullName({ ...person, title: null })]), ...more]),
  ]
}

/** An offer that has run out is still theirs until it lapses: with it they go back to the queue. */
async function listBlocking(client: Tx, participantIds: string[], addresses: string[], now: Date): Promise<Blocking[]> {
  return client.$queryRaw<Blocking[]>`
    SELECT s.id AS "seatId", g.id AS "sessionId", g.starts_at AS "startsAt", g.time_zone AS "timeZone", s.state
      FROM seats s JOIN group_sessions g ON g.id = s.group_session_id
     WHERE s.state <> 'released' AND g.ends_at > ${now} AND (s.state <> 'held' OR s.expires_at > ${now})
       AND s.id IN (
         SELECT id FROM seats WHERE participant_id = ANY(${participantIds}::uuid[])
         UNION SELECT typed.id FROM bookings JOIN seats typed ON typed.booking_id = bookings.id
                WHERE bookings.email = ANY(${addresses}) AND typed.participant_id IS NULL)
     ORDER BY g.starts_at, s.id`
}

async function listNoted(client: Tx, bookings: { id: string }[], names: string[]): Promise<string[]> {
  const noted = await client.$queryRaw<{ id: string; note: string; theirs: boolean }[]>`
    SELECT e.id, e.note, coalesce(y.booking_id = ANY(${bookings.map(({ id }) => id)}::uuid[]), false) AS theirs
      FROM payment_exceptions e LEFT JOIN refunds r ON r.id = e.refund_id
      LEFT JOIN payments y ON y.id = coalesce(e.payment_id, r.payment_id) WHERE e.note IS NOT NULL`
  return noted.filter(({ note, theirs }) => theirs || namesSomeone(note, names)).map(({ id }) => id)
}

const listUnsettled = (client: Tx, bookings: { id: string }[], now: Date): Promise<UnsettledMoney[]> =>
  client.$queryRaw<UnsettledMoney[]>`
    SELECT u.booking_id AS "bookingId", b.reference, b.currency, u.open_cents AS "openCents",
           u.unbilled_cents AS "unbilledCents", u.back_cents AS "backCents", u.under_way AS "underWay", u.disputed, u.undecided
      FROM unsettled_money(${bookings.map(({ id }) => id)}::uuid[], ${now}) u JOIN bookings b ON b.id = u.booking_id
     ORDER BY b.created_at, b.id`

/** What erasing somebody would come to, without doing it. */
export const previewErasure = (personId: string, now = presentTime()): Promise<Erasure | null> =>
  findErasure(db, personId, now)
