import { now as presentTime } from "@/lib/clock"
import { changeTakesEffectAt, feeDue, type Terms } from "@/lib/bookings/rules"
import type { SessionChange } from "@/lib/bookings/schema"
import { db } from "@/lib/db"
import { vatCents, type Price } from "@/lib/money"
import { sessionTimes } from "@/lib/sessions/rules"
import { fullName } from "@/lib/people/rules"
import type { Locale, Prisma, SeatState } from "@/prisma/generated/client"
import { priceOf } from "./facts"
import type { CalendarFacts, MailKind } from "./schema"

/** Net, VAT and gross of several bookings together, in cents of their currency. */
export type Amount = { netCents: number; vatCents: number; grossCents: number; currency: string }

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
  /** Mails by kind and language; one to the person, and one to who booked for them from another mailbox. */
  mails: { kind: MailKind; locale: Locale; count: number }[]
  /** Entries that are changed or withdrawn in somebody's calendar. */
  calendar: { method: CalendarFacts["method"]; count: number }[]
  /** What has to be seen to beside the mails. */
  holds: number
  requests: number
  substitutions: number
  /** Answers that would be due while the session is paused and wait for the change. */
  answersWaiting: number
  /** Of a cancellation: what is no longer owed, seat by seat as it was booked. */
  waived: Amount[]
  /** Of a move: what leaving would cost everybody together, at the present date and at the new one. */
  leaving: { before: Amount[]; after: Amount[] } | null
}

/**
 * Looks ahead at what `planChange` is about to do to these sessions: the same facts from which the reactions write
 * their mails later, so that the two agree. It promises nothing for who comes or goes in between. One query, however
 * many people there are.
 */
export async function previewChange(
  sessionIds: string[],
  change: SessionChange,
  now = presentTime(),
): Promise<ChangeImpact> {
  const seats = (await findSeats(sessionIds)).filter((seat) => !hasLapsed(seat, now))
  const letters = seats.flatMap((seat) => lettersAbout(seat, change))
  const confirmed = seats.filter(({ state }) => state === "confirmed")
  return {
    people: seats.map((seat) => ({
      ...{ seatId: seat.id, sessionId: seat.groupSessionId, state: seat.state },
      ...{ name: fullName(seat.booking), company: seat.booking.companyName, bookerName: seat.booking.bookerName },
    })),
    mails: countBy(
      letters.flatMap(({ kind, seat }) => readersOf(seat).map(() => `${kind} ${seat.booking.locale}`)),
    ).map(([key, count]) => {
      const [kind, locale] = key.split(" ") as [MailKind, Locale]
      return { kind, locale, count }
    }),
    calendar: countBy(letters.flatMap(({ calendar }) => calendar ?? [])).map(([method, count]) => ({ method, count })),
    holds: seats.filter(({ state }) => state === "held" || state === "offered").length,
    requests: seats.filter(({ state }) => state === "requested").length,
    substitutions: seats.reduce((sum, seat) => sum + seat.substitutions.length, 0),
    answersWaiting: seats.flatMap((seat) => answersOf(seat)).filter(({ at, startsAt }) => waits(at, startsAt, now))
      .length,
    waived: change.kind === "cancel" ? sumOf(confirmed, ({ netCents }) => netCents) : [],
    leaving: change.kind === "move" ? leavingCosts(confirmed, change, now) : null,
  }
}

const include = {
  booking: true,
  replaces: { select: { state: true } },
  groupSession: { include: { format: true } },
  substitutions: { where: { state: "requested" } },
} as const

type Row = Prisma.SeatGetPayload<{ include: typeof include }>

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

type LetterAbout = { kind: MailKind; seat: Row; calendar?: CalendarFacts["method"] }

/** Which letter tells of a seat, if any: `mail-session.ts` and `mail-changes.ts` looked at from before. */
function lettersAbout(seat: Row, change: SessionChange): LetterAbout[] {
  const { state, replaces } = seat
  if (state !== "confirmed" && state !== "requested") return []
  const confirmed = state === "confirmed"
  const letter = (kind: MailKind, calendar: CalendarFacts["method"]) => [{ kind, seat, ...(confirmed && { calendar }) }]
  switch (change.kind) {
    case "move":
      return letter("session_moved", "REQUEST")
    case "edit":
      return tellsPlace(seat, change.placeText) ? letter("session_moved", "REQUEST") : []
    case "cancel":
      // A rebooking that was to lead here is declined, and the seat it would have replaced stays.
      if (!confirmed && replaces?.state === "confirmed") return letter("rebooking_declined", "CANCEL")
      return letter("session_cancelled", "CANCEL")
    case "capacity":
      return []
  }
}

const tellsPlace = ({ groupSession }: Row, placeText: string | null) =>
  groupSession.format.place === "on_site" && groupSession.placeText !== placeText

const readersOf = ({ booking: { email, bookerEmail } }: Row) =>
  bookerEmail && bookerEmail !== email ? [email, bookerEmail] : [email]

const answersOf = ({ state, decideAt, substitutions, groupSession: { startsAt } }: Row) =>
  [state === "requested" ? decideAt : null, ...substitutions.map((asked) => asked.decideAt)].flatMap((at) =>
    at ? [{ at, startsAt }] : [],
  )

function waits(at: Date, startsAt: Date, now: Date): boolean {
  const effectiveAt = changeTakesEffectAt(startsAt, now)
  return effectiveAt !== null && at < effectiveAt
}

/** What giving the seat back costs by the terms of each booking: an earlier date can be dearer, a later one free again. */
function leavingCosts(seats: Row[], move: SessionChange & { kind: "move" }, now: Date): ChangeImpact["leaving"] {
  const cost = (startsAt: (seat: Row) => Date, zone: (seat: Row) => string) =>
    sumOf(seats, (price, seat) => feeDue(seat.booking.terms as Terms, price, startsAt(seat), zone(seat), now).netCents)
  const before = cost(
    ({ groupSession }) => groupSession.startsAt,
    ({ groupSession }) => groupSession.timeZone,
  )
  const { startsAt } = sessionTimes(move.localStart, move.timeZone, 0)
  const after = cost(
    () => startsAt,
    () => move.timeZone,
  )
  return before.length > 0 ? { before, after } : null
}

/** Sums up by currency; bookings that are free of charge are left out. */
function sumOf(seats: Row[], netOf: (price: Price, seat: Row) => number): Amount[] {
  const sums = new Map<string, Amount>()
  for (const seat of seats) {
    const price = priceOf(seat.booking)
    if (!price) continue
    const { currency } = price
    const sum = sums.get(currency) ?? { netCents: 0, vatCents: 0, grossCents: 0, currency }
    const net = netOf(price, seat)
    const vat = vatCents(net, price.vatRateBasisPoints)
    const [netCents, vatTotal] = [sum.netCents + net, sum.vatCents + vat]
    sums.set(currency, { netCents, vatCents: vatTotal, grossCents: netCents + vatTotal, currency })
  }
  return [...sums.values()]
}

function countBy<Key extends string>(keys: Key[]): [Key, number][] {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}
