import { now as presentTime } from "@/lib/clock"
import { changeTakesEffectAt, feeDue, type Terms } from "@/lib/bookings/rules"
import { agreedPrice, priceLeft, usedVoucher } from "@/lib/bookings/rules-price"
import { revisionOf } from "@/lib/bookings/rules-changes"
import type { Revision, SessionChange } from "@/lib/bookings/schema"
import { db } from "@/lib/db"
import { type Price, priceIn } from "@/lib/money"
import { type CalledOff, listCalledOff } from "@/lib/payments/queries-called-off"
import { timesOf } from "@/lib/sessions/rules"
import { fullName } from "@/lib/people/rules"
import type { Booking, Locale, Prisma, SeatState } from "@/prisma/generated/client"
import { waitsNow } from "./mail-session"
import { type News, newsOf } from "./rules"
import { type BookingKind, keepers, readersOf } from "./rules-recipients"
import type { CalendarFacts, MailKind } from "./schema"

/** Net of several bookings together, in cents of their currency. */
export type Amount = { netCents: number; currency: string }

/** What a mail says first. */
export type About = News | "cancelled" | "stays"

/** What a change of sessions brings about, as far as it can be known before. */
export type ChangeImpact = {
  /** Who has a seat, a request or a hold, in the order of the sessions. */
  people: {
    seatId: string
    sessionId: string
    name: string
    company: string
    bookerName: string | null
    state: SeatState
  }[]
  /** Mails by what they say first and by language; one to the person, and one to who booked for them from elsewhere. */
  mails: { kind: MailKind; about: About; locale: Locale; count: number }[]
  /** Entries that are changed or withdrawn in somebody's calendar. */
  calendar: { method: CalendarFacts["method"]; count: number }[]
  /** What has to be seen to beside the mails. */
  holds: number
  requests: number
  substitutions: number
  /** Answers that would be due while the session is paused and wait for the change. */
  answersWaiting: number
  /** Of a cancellation: what becomes of the money of each sure seat that has to do with any. */
  calledOff: (CalledOff & { seatId: string })[]
  /** Of a move: what leaving would cost everybody together, at the present date and at the new one. */
  leaving: { before: Amount[]; after: Amount[] } | null
}

/**
 * Looks ahead at what `planChange` is about to do to these sessions, each with a change of its own: the same facts from
 * which the reactions write their mails later, so that the two agree. It promises nothing for who comes or goes in
 * between. As many queries, however many sessions and people there are.
 */
export async function previewChanges(
  // Null for what nobody is told of.
  changes: { sessionId: string; change: SessionChange | null }[],
  now = presentTime(),
): Promise<ChangeImpact> {
  const changeOf = new Map(changes.map(({ sessionId, change }) => [sessionId, change]))
  const rows = (await findSeats([...changeOf.keys()])).filter((seat) => !hasLapsed(seat, now))
  const seats = rows.map((seat) => ({ ...seat, coming: comingTo(seat, changeOf.get(seat.groupSessionId)) }))
  const letters = [...seats.flatMap((seat) => lettersAbout(seat)), ...(await lettersToWaiting(changeOf))]
  const confirmed = seats.filter(({ state }) => state === "confirmed")
  return {
    people: seats.map((seat) => ({
      ...{ seatId: seat.id, sessionId: seat.groupSessionId, state: seat.state },
      ...{ name: fullName(seat.booking), company: seat.booking.companyName, bookerName: seat.booking.bookerName },
    })),
    mails: countBy(
      letters.flatMap(({ kind, about, seat }) =>
        readersOf(kind, seat.booking).map(() => `${kind} ${about} ${seat.booking.locale}`),
      ),
    ).map(([key, count]) => {
      const [kind, about, locale] = key.split(" ") as [MailKind, About, Locale]
      return { kind, about, locale, count }
    }),
    calendar: countBy(
      letters.flatMap(({ calendar, seat }) => (calendar ? keepers(seat.booking).map(() => calendar) : [])),
    ).map(([method, count]) => ({ method, count })),
    holds: seats.filter(({ state }) => state === "held" || state === "offered").length,
    requests: seats.filter(({ state }) => state === "requested").length,
    substitutions: seats.reduce((sum, seat) => sum + seat.substitutions.length, 0),
    answersWaiting: seats.flatMap((seat) => answersOf(seat)).filter(({ at, startsAt }) => waits(at, startsAt, now))
      .length,
    calledOff: await moneyOf(confirmed.filter(({ coming }) => coming === "cancelled")),
    leaving: leavingCosts(confirmed, now),
  }
}

const include = {
  booking: { include: { voucherUse: { select: { givenBackAt: true, voucher: true } } } },
  replaces: { select: { state: true } },
  groupSession: { include: { format: true } },
  substitutions: { where: { state: "requested" } },
} as const

type Row = Prisma.SeatGetPayload<{ include: typeof include }>

/** A seat, and what its session is about to be. */
type Seat = Row & { coming: "cancelled" | Revision }

const comingTo = (
  { groupSession }: Pick<Row, "groupSession">,
  change: SessionChange | null | undefined,
): Seat["coming"] => (change?.kind === "cancel" ? "cancelled" : change ? revisionOf(groupSession, change) : {})

const findSeats = (sessionIds: string[]): Promise<Row[]> =>
  db.seat.findMany({
    where: { groupSessionId: { in: sessionIds }, state: { not: "released" } },
    include,
    orderBy: [
      { groupSession: { startsAt: "asc" } },
      { groupSessionId: "asc" },
      { state: "desc" },
      { createdAt: "asc" },
    ],
  })

const hasLapsed = ({ state, expiresAt }: Row, now: Date) =>
  (state === "held" || state === "offered") && expiresAt !== null && expiresAt <= now

type LetterAbout = { kind: BookingKind; about: About; seat: { booking: Booking }; calendar?: CalendarFacts["method"] }

/** Which letter tells of a seat, if any: `mail-session.ts` and `mail-changes.ts` looked at from before. */
function lettersAbout(seat: Seat): LetterAbout[] {
  const { state, replaces, coming } = seat
  if (state === "held") return []
  const entry = (calendar: CalendarFacts["method"]) => (state === "confirmed" ? { calendar } : {})
  if (coming !== "cancelled") {
    const [about, ...more] = newsTo(seat, coming)
    if (!about) return []
    const dated = about !== "language" || more.length > 0
    return [{ kind: "session_moved", about, seat, ...(dated && entry("REQUEST")) }]
  }
  // Whether whoever has only an offer waits on shows when it is called off.
  if (state === "offered") return []
  // A rebooking that was to lead here is declined, and the seat it would have replaced stays.
  if (state === "requested" && replaces?.state === "confirmed")
    return [{ kind: "rebooking_declined", about: "stays", seat }]
  return [{ kind: "session_cancelled", about: "cancelled", seat, ...entry("CANCEL") }]
}

const newsTo = (about: Pick<Seat, "coming" | "groupSession">, coming: Revision) => {
  const changed = { time: movesTo(about) !== null, place: "placeText" in coming, language: "language" in coming }
  return newsOf(changed, about.groupSession.format.place)
}

/** To those who wait for the dates by name. Of one that is called off they hear when nothing is left to wait for. */
async function lettersToWaiting(changeOf: Map<string, SessionChange | null>): Promise<LetterAbout[]> {
  const dates = await db.waitlistDate.findMany({
    where: { groupSessionId: { in: [...changeOf.keys()] }, declinedAt: null, entry: waitsNow },
    include: { entry: { include: { booking: true } }, groupSession: { include: { format: true } } },
  })
  return dates.flatMap(({ entry: { booking }, groupSession }) => {
    const coming = comingTo({ groupSession }, changeOf.get(groupSession.id))
    const [about] = coming === "cancelled" ? [] : newsTo({ coming, groupSession }, coming)
    return about ? [{ kind: "session_moved" as const, about, seat: { booking } }] : []
  })
}

/** Where a session is moved to, if it is. */
function movesTo({
  coming,
  groupSession,
}: Pick<Seat, "coming" | "groupSession">): { startsAt: Date; timeZone: string } | null {
  if (coming === "cancelled" || !("localStart" in coming || "timeZone" in coming)) return null
  const { localStart = groupSession.localStart, timeZone = groupSession.timeZone } = coming
  return { ...timesOf(groupSession, { localStart, timeZone }), timeZone }
}

const answersOf = ({ state, decideAt, substitutions, groupSession: { startsAt } }: Row) =>
  [state === "requested" ? decideAt : null, ...substitutions.map((asked) => asked.decideAt)].flatMap((at) =>
    at ? [{ at, startsAt }] : [],
  )

function waits(at: Date, startsAt: Date, now: Date): boolean {
  const effectiveAt = changeTakesEffectAt(startsAt, now)
  return effectiveAt !== null && at < effectiveAt
}

async function moneyOf(seats: Seat[]): Promise<ChangeImpact["calledOff"]> {
  const money = new Map(
    (await listCalledOff(seats.map(({ bookingId }) => bookingId))).map((one) => [one.bookingId, one]),
  )
  return seats.flatMap(({ id: seatId, bookingId }) => {
    const one = money.get(bookingId)
    return one ? [{ ...one, seatId }] : []
  })
}

/**
 * What giving the seat back costs by the terms of each booking, less what a voucher takes off: an earlier date can be
 * dearer, a later one free again.
 */
function leavingCosts(seats: Seat[], now: Date): ChangeImpact["leaving"] {
  const moving = seats.filter((seat) => movesTo(seat))
  const cost = (when: (seat: Seat) => { startsAt: Date; timeZone: string }) =>
    sumOf(moving, (price, seat) => {
      const { startsAt, timeZone } = when(seat)
      return feeDue(seat.booking.terms as Terms, price, startsAt, timeZone, now).netCents
    })
  const before = cost(({ groupSession }) => groupSession)
  return before.length > 0 ? { before, after: cost((seat) => movesTo(seat) ?? seat.groupSession) } : null
}

/** Sums up by currency; bookings that are free of charge are left out. */
function sumOf<Of extends Row>(seats: Of[], netOf: (price: Price, seat: Of) => number): Amount[] {
  const sums = new Map<string, number>()
  for (const seat of seats) {
    const price = priceLeft(agreedPrice(priceIn(seat.booking), usedVoucher(seat.booking.voucherUse)))
    if (price) sums.set(price.currency, (sums.get(price.currency) ?? 0) + netOf(price, seat))
  }
  return [...sums].map(([currency, netCents]) => ({ netCents, currency }))
}

function countBy<Key extends string>(keys: Key[]): [Key, number][] {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}
