import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import type { Price } from "@/lib/money"
import { type Booked, bookerOf } from "@/lib/people/rules"
import { type Holder, managersOf, ofGeneration } from "@/lib/bookings/policy"
import { listPublicSessionsById, type PublicSession } from "@/lib/sessions/queries"
import type { Locale } from "@/lib/sessions/schema"
import type { WaitlistState, WaitlistWish } from "@/prisma/generated/client"
import type { Wish } from "./schema"

/** An entry as its holder sees it: own data only. */
export type HolderEntry = {
  id: string
  bookingId: string
  reference: string
  state: WaitlistState
  /** Who waits. */
  participant: { title: string | null; givenName: string; familyName: string; company: string }
  /** Who waits for them, if somebody does. */
  booker: { name: string; email: string } | null
  formatId: string
  /** Composed by the organizer: nobody has a place in it. */
  closedRound: boolean
  /** What it waits for, by date. `place` counts the people in front, oneself included; null in a closed round. */
  dates: { session: PublicSession; place: number | null }[]
  wishes: Wish[]
  /** The seat that is theirs to take. */
  offer: { seatId: string; session: PublicSession; expiresAt: Date; price: Price | null } | null
}

/**
 * What a booking waits for, or last waited for; null when it never did, or nobody has proved the mailbox, and when it was
 * handed over in the moment since the link was looked at.
 */
export async function findHolderEntry(
  { bookingId, role, generation }: Omit<Holder, "purpose">,
  locale: Locale,
  now = presentTime(),
): Promise<HolderEntry | null> {
  const entry = await db.waitlistEntry.findFirst({
    where: { bookingId, queuedAt: { not: null }, booking: ofGeneration(role, generation) },
    orderBy: { createdAt: "desc" },
    include: {
      booking: true,
      format: { select: { round: true } },
      wishes: inOrder,
      dates: { where: { declinedAt: null } },
      offers: { where: { state: "open" }, include: { seat: true } },
    },
  })
  if (!entry) return null
  const [offer] = entry.offers
  const { reference, title, givenName, familyName, companyName: company } = entry.booking
  const ids = entry.dates.map(({ groupSessionId }) => groupSessionId)
  const [sessions, places] = await Promise.all([
    listPublicSessionsById([...ids, ...(offer ? [offer.seat.groupSessionId] : [])], locale, now),
    entry.format.round === "open" && entry.state === "waiting" ? placesOf(entry.id, ids) : new Map<string, number>(),
  ])
  const offered = offer && sessions.find(({ id }) => id === offer.seat.groupSessionId)
  return {
    ...{ id: entry.id, bookingId, reference, state: entry.state, formatId: entry.formatId },
    participant: { title, givenName, familyName, company },
    booker: bookerOf(entry.booking),
    closedRound: entry.format.round === "closed",
    dates: sessions
      .filter(({ id }) => ids.includes(id))
      .sort((a, b) => +a.startsAt - +b.startsAt)
      .map((session) => ({ session, place: places.get(session.id) ?? null })),
    wishes: entry.wishes.map(wishOf),
    offer:
      offer && offered
        ? { seatId: offer.seatId, session: offered, expiresAt: offer.expiresAt, price: offered.price }
        : null,
  }
}

const inOrder = { orderBy: [{ weekday: "asc" as const }, { fromTime: "asc" as const }] }
const wishOf = ({ weekday, fromTime, untilTime }: WaitlistWish): Wish => ({ weekday, from: fromTime, until: untilTime })

/** The open entries of several holders. */
export async function listHolderEntries(holders: Holder[], locale: Locale): Promise<HolderEntry[]> {
  const entries = await Promise.all(managersOf(holders).map((holder) => findHolderEntry(holder, locale)))
  return entries.filter((entry) => entry !== null).filter(({ state }) => state === "waiting" || state === "offered")
}

/** What the browser that typed an entry may see until somebody has read the mail, and then no more than that it is. */
export type TypedEntry = {
  entryId: string
  reference: string
  /** A code is still asked for. */
  open: boolean
  /** Where it went; gone once it has been entered. */
  email: string | null
  sessionIds: string[]
  wishes: Wish[]
}

/** The entry by which a booking came about; null where it was a seat. */
export async function findTypedEntry(bookingId: string): Promise<TypedEntry | null> {
  const entry = await db.waitlistEntry.findFirst({
    where: { bookingId, booking: { seats: { every: { offer: { isNot: null } } } } },
    orderBy: { createdAt: "desc" },
    include: { booking: true, dates: true, wishes: inOrder },
  })
  if (!entry) return null
  const { reference, bookerEmail, email, verifiedAt } = entry.booking
  const open = verifiedAt === null && entry.closedAt === null
  return {
    ...{ entryId: entry.id, reference, open, email: open ? (bookerEmail ?? email) : null },
    sessionIds: entry.dates.map(({ groupSessionId }) => groupSessionId),
    wishes: entry.wishes.map(wishOf),
  }
}

/** The booking behind an entry. */
export async function findEntryBookingId(id: string): Promise<string | null> {
  if (!isUuid(id)) return null
  return (await db.waitlistEntry.findUnique({ where: { id }, select: { bookingId: true } }))?.bookingId ?? null
}

/**
 * How many people are asked before an entry, itself included; whoever waits twice is one person, and whoever has a seat
 * there is not asked.
 */
async function placesOf(entryId: string, sessionIds: string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ sessionId: string; place: number }[]>`
    SELECT s.id AS "sessionId", count(DISTINCT w.participant_id)::int AS place
      FROM unnest(${sessionIds}::uuid[]) s(id)
      JOIN LATERAL waiting_for(s.id) own ON own.entry_id = ${entryId}::uuid
      JOIN LATERAL waiting_for(s.id) w
        ON w.place <= own.place AND (w.entry_id = own.entry_id OR fits(s.id, w.booking_id, w.participant_id))
     GROUP BY s.id`
  return new Map(rows.map(({ sessionId, place }) => [sessionId, place]))
}

/** Somebody who waits for a session, as the desk sees them. */
export type WaitingPerson = {
  entryId: string
  bookingId: string
  reference: string
  participantId: string | null
  name: { title: string | null; givenName: string; familyName: string }
  company: string
  email: string
  phone: string | null
  place: number
  pinned: boolean
  /** Since when they wait for this date. */
  queuedAt: Date
  /** They asked for a weekday and a time, not for this date. */
  byWish: boolean
  /** When the session begins at which they keep a seat until then. */
  keeps: Date | null
  booker: { name: string; email: string } | null
  lapses: number
  /** They can be offered a seat: not where they have one there by now. */
  fits: boolean
}

/** Who waits for a session, in the order in which they are asked. Empty when it is not in the scope. */
export async function listWaiting(sessionId: string, scope: { hostId?: string } = {}): Promise<WaitingPerson[]> {
  if (!isUuid(sessionId)) return []
  const rows = await db.$queryRaw<WaitingRow[]>`
    SELECT w.entry_id AS "entryId", w.booking_id AS "bookingId", w.participant_id AS "participantId", w.place,
           b.reference, b.title, b.given_name AS "givenName", b.family_name AS "familyName", b.company_name AS company,
           b.email, b.phone, b.booker_name AS "bookerName", b.booker_email AS "bookerEmail", e.pinned_at IS NOT NULL AS pinned, coalesce(d.queued_at, e.queued_at) AS "queuedAt",
           d.entry_id IS NULL AS "byWish", e.lapses, fits(s.id, w.booking_id, w.participant_id) AS fits,
           (SELECT o.starts_at FROM seats x JOIN group_sessions o ON o.id = x.group_session_id
             WHERE x.booking_id = b.id AND x.state IN ('requested', 'confirmed') ORDER BY x.state DESC LIMIT 1) AS keeps
      FROM group_sessions s
      JOIN LATERAL waiting_for(s.id) w ON true
      JOIN waitlist_entries e ON e.id = w.entry_id
      JOIN bookings b ON b.id = w.booking_id
      LEFT JOIN waitlist_dates d ON d.entry_id = e.id AND d.group_session_id = s.id
     WHERE s.id = ${sessionId}::uuid AND (${scope.hostId ?? null}::uuid IS NULL OR s.host_id = ${scope.hostId ?? null}::uuid)
     ORDER BY w.place`
  return rows.map(({ title, givenName, familyName, bookerName, bookerEmail, ...rest }) => ({
    ...rest,
    name: { title, givenName, familyName },
    booker: bookerOf({ bookerName, bookerEmail }),
  }))
}

type WaitingRow = Omit<WaitingPerson, "name" | "booker"> & WaitingPerson["name"] & Booked

/** How many people wait for each of some sessions; whoever waits twice is one person, whoever has a seat there is none. */
export async function countWaiting(sessionIds: string[]): Promise<Map<string, number>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ sessionId: string; people: number }[]>`
    SELECT s.id AS "sessionId", count(DISTINCT w.participant_id)::int AS people
      FROM unnest(${sessionIds}::uuid[]) s(id) CROSS JOIN LATERAL waiting_for(s.id) w
     WHERE fits(s.id, w.booking_id, w.participant_id) GROUP BY s.id`
  return new Map(rows.map(({ sessionId, people }) => [sessionId, people]))
}
