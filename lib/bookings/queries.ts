import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { type Price, priceIn } from "@/lib/money"
import { bookerOf } from "@/lib/people/rules"
import type { TokenRole } from "@/lib/secrets"
import { isOpen } from "@/lib/sessions/lock-sessions"
import { listPublicSessionsById, type PublicSession } from "@/lib/sessions/queries"
import type { Locale, Terms } from "@/lib/sessions/schema"
import type {
  Attendance,
  CalendarReader,
  CalendarTitle,
  Decision,
  Prisma,
  ReleaseReason,
  SeatState,
} from "@/prisma/generated/client"
import { isMoveByRequest, termsToLeave } from "./after-roster"
import { type Holder, managersOf, ofGeneration } from "./policy"
import { calledOffSeat, type Deadline, deadlines, type Fee, feeDue, type Way } from "./rules"
import { agreedPrice, priceLeft, usedVoucher } from "./rules-price"
import type { ParticipantInput } from "@/lib/people/schema"

/** What the browser that typed a booking may see before a mailbox is verified, and afterwards no more than that it is. */
export type HoldView = {
  bookingId: string
  reference: string
  role: TokenRole
  /** At the price that is left to pay. */
  session: PublicSession
  locale: Locale
  /** `held`, `lapsed` (a code still gets a seat if there is one), or `settled`: go and read the mail. */
  state: "held" | "lapsed" | "settled"
  heldUntil: Date | null
  /** Where the code went; gone once it is settled. */
  email: string | null
  triesLeft: number
  codeExpiresAt: Date
}

export async function findHold(bookingId: string, locale: Locale, now = presentTime()): Promise<HoldView | null> {
  const booking = await db.booking.findUnique({
    where: { id: bookingId },
    include: { seats: newestFirst, voucherUse: { include: { voucher: true } } },
  })
  const seat = booking?.seats[0]
  if (!booking || !seat) return null
  const [session] = await listPublicSessionsById([seat.groupSessionId], locale, now)
  if (!session) return null
  const held = seat.state === "held" && seat.expiresAt !== null && seat.expiresAt > now
  // A refused duplicate looks like a lapsed hold: only who reads the mailbox may learn of the other seat.
  const lapsed = booking.verifiedAt === null && !held
  // A lapsed one has given its voucher back, and takes it again with its seat.
  const left = priceLeft(agreedPrice(priceIn(booking), booking.voucherUse?.voucher ?? null))
  return {
    bookingId,
    reference: booking.reference,
    role: booking.bookerEmail ? "booker" : "participant",
    session: { ...session, price: left && left.netCents > 0 ? left : null },
    locale: booking.locale,
    state: held ? "held" : lapsed ? "lapsed" : "settled",
    heldUntil: held ? seat.expiresAt : null,
    email: booking.verifiedAt ? null : (booking.bookerEmail ?? booking.email),
    triesLeft: 5 - booking.codeTries,
    codeExpiresAt: new Date(booking.codeIssuedAt.getTime() + 10 * 60_000),
  }
}

/** A booking as its holder sees it: own data only, nothing of what the organizer has decided before it takes effect. */
export type HolderBooking = {
  id: string
  reference: string
  role: TokenRole
  locale: Locale
  participant: ParticipantInput
  booker: { name: string; email: string } | null
  /** Of the seat that counts: the confirmed one, else the requested one, else the last there was. */
  state: SeatState
  releaseReason: ReleaseReason | null
  decideAt: Date | null
  session: PublicSession
  /** What is to be answered beside the confirmed seat. */
  pending: {
    rebooking: { session: PublicSession; decideAt: Date } | null
    substitution: { givenName: string; familyName: string; company: string; decideAt: Date } | null
  }
  price: Price | null
  terms: Terms
  /** Of giving the seat back, and of moving it, which may be free for longer. */
  deadlines: Deadline[]
  rebookDeadlines: Deadline[]
  /** What giving the seat back costs now, and moving it. A substitute costs nothing. */
  fee: Fee
  rebookFee: Fee
  /** Rebook, substitute and release are open: there is a seat and the session has not begun. */
  changeable: boolean
  /** A move within the format is for the organizer to make (`isMoveByRequest`). */
  moveByRequest: boolean
  /** Its session was called off: the booking may take a seat at another date. */
  calledOff: boolean
  calendarSequence: number
  calendarTitle: CalendarTitle
  /** Whose calendar the entry is in. */
  calendarFor: CalendarReader
}

/**
 * One booking for its holder; null when there is none or no mailbox was ever verified for it, and when it was handed
 * over in the moment since the link was looked at: the row that is read names the next person.
 */
export async function getHolderBooking(
  { bookingId, role, generation }: Omit<Holder, "purpose">,
  locale: Locale,
  now = presentTime(),
): Promise<HolderBooking | null> {
  const booking = await db.booking.findUnique({
    where: {
      ...{ id: bookingId, verifiedAt: { not: null } },
      ...ofGeneration(role, generation),
    },
    include: {
      seats: { where: notOnlyOffered, ...newestFirst },
      substitutions: { where: { state: "requested" } },
      voucherUse: { include: { voucher: true } },
    },
  })
  const [confirmed, requested] = (["confirmed", "requested"] as const).map((state) =>
    booking?.seats.find((seat) => seat.state === state),
  )
  const seat = confirmed ?? requested ?? lastReleased(booking?.seats ?? [])
  if (!booking || !seat) return null
  const beside = confirmed && requested
  const sessions = await listPublicSessionsById(
    [seat.groupSessionId, ...(beside ? [beside.groupSessionId] : [])],
    locale,
    now,
  )
  const sessionOf = (id: string) => sessions.find((session) => session.id === id) as PublicSession
  const session = sessionOf(seat.groupSessionId)
  const price = priceIn(booking)
  const terms = confirmed ? await termsToLeave(db, confirmed.id, role, booking.terms) : (booking.terms as Terms)
  const left = priceLeft(agreedPrice(price, usedVoucher(booking.voucherUse)))
  const [open] = booking.substitutions
  const owed = (way: Way): Fee =>
    confirmed ? feeDue(terms, left, session.startsAt, session.timeZone, now, way) : { percent: 0, netCents: 0 }
  return {
    id: booking.id,
    reference: booking.reference,
    role,
    locale: booking.locale,
    participant: personOf(booking),
    booker: bookerOf(booking),
    state: seat.state,
    releaseReason: seat.releaseReason,
    decideAt: seat.state === "requested" ? seat.decideAt : null,
    session,
    pending: {
      rebooking: beside?.decideAt ? { session: sessionOf(beside.groupSessionId), decideAt: beside.decideAt } : null,
      substitution: open
        ? { givenName: open.givenName, familyName: open.familyName, company: open.companyName, decideAt: open.decideAt }
        : null,
    },
    price,
    terms,
    deadlines: deadlines(terms, session.startsAt, session.timeZone),
    rebookDeadlines: deadlines(terms, session.startsAt, session.timeZone, "rebook"),
    fee: owed("release"),
    rebookFee: owed("rebook"),
    changeable: Boolean(confirmed ?? requested) && isOpen(session, now),
    moveByRequest: await isMoveByRequest(db, booking, session.format.id, role),
    calledOff: calledOffSeat(booking.seats) !== undefined,
    calendarSequence: booking.calendarSequence,
    calendarTitle: booking.calendarTitle,
    calendarFor: booking.calendarFor,
  }
}

/** The bookings of several holders, by date; those that are over come last. */
export async function listHolderBookings(
  holders: Holder[],
  locale: Locale,
  now = presentTime(),
): Promise<HolderBooking[]> {
  const bookings = await Promise.all(managersOf(holders).map((holder) => getHolderBooking(holder, locale, now)))
  return bookings
    .filter((booking) => booking !== null)
    .sort((a, b) => Number(b.changeable) - Number(a.changeable) || +a.session.startsAt - +b.session.startsAt)
}

/** The id behind a human reference; references are names, not secrets. */
export async function findBookingId(reference: string): Promise<string | null> {
  if (!/^R-[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(reference)) return null
  return (await db.booking.findUnique({ where: { reference }, select: { id: true } }))?.id ?? null
}

/** Which people: of all sessions, or of those of one host. */
export type PeopleScope = { hostId?: string }

export type SessionPerson = {
  seatId: string
  bookingId: string
  reference: string
  participant: ParticipantInput
  /** Who they are among the people; null as long as nobody has proved the mailbox, and of who was erased. */
  personId: string | null
  booker: { name: string; email: string } | null
  state: SeatState
  releaseReason: ReleaseReason | null
  releasedAt: Date | null
  expiresAt: Date | null
  requestedAt: Date | null
  confirmedAt: Date | null
  decideAt: Date | null
  /** What the organizer has decided so far; takes effect at `decideAt`. */
  decision: Decision | null
  /** Somebody asked for a person who has a seat there already: declined in time, whatever is pressed. */
  inVain: boolean
  /** Whether they were there; null while nobody has said. */
  attendance: Attendance | null
  /** A request that would come from another session. */
  comesFrom: { sessionId: string; startsAt: Date } | null
  /** Somebody from another company who is asked for this seat. */
  substitution: OpenSubstitution | null
}

export type OpenSubstitution = { id: string; participant: ParticipantInput; decideAt: Date; decision: Decision | null }

/** The people of a session, confirmed first; those who gave their seat back last. Empty when it is not in the scope. */
export async function listSessionPeople(sessionId: string, scope: PeopleScope = {}): Promise<SessionPerson[]> {
  if (!isUuid(sessionId)) return []
  const seats = await db.seat.findMany({
    where: { groupSessionId: sessionId, ...within(scope) },
    include,
    orderBy: { createdAt: "asc" },
  })
  const order: SeatState[] = ["confirmed", "requested", "offered", "held", "released"]
  return seats.map(toPerson).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

/** One seat, for the page behind "decide" in a mail. */
export async function findSessionPerson(
  seatId: string,
  scope: PeopleScope = {},
): Promise<(SessionPerson & { sessionId: string }) | null> {
  if (!isUuid(seatId)) return null
  const seat = await db.seat.findFirst({ where: { id: seatId, ...within(scope) }, include })
  return seat && { ...toPerson(seat), sessionId: seat.groupSessionId }
}

/** Requests that wait for an answer, the most urgent first: what the desk and the digest list. */
export async function listOpenRequests(scope: PeopleScope = {}): Promise<(SessionPerson & { sessionId: string })[]> {
  // Each kind from its own index; as one condition with OR every seat there ever was would be looked at.
  const open = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM seats WHERE state = 'requested' UNION SELECT seat_id FROM substitutions WHERE state = 'requested'`
  const seats = await db.seat.findMany({ where: { id: { in: open.map(({ id }) => id) }, ...within(scope) }, include })
  const due = (person: SessionPerson) =>
    +(person.state === "requested" ? person.decideAt : person.substitution?.decideAt)! || 0
  return seats.map((seat) => ({ ...toPerson(seat), sessionId: seat.groupSessionId })).sort((a, b) => due(a) - due(b))
}

const within = ({ hostId }: PeopleScope) => (hostId ? { groupSession: { hostId } } : {})

const include = {
  booking: true,
  participant: true,
  replaces: { select: { state: true, groupSessionId: true, groupSession: { select: { startsAt: true } } } },
  substitutions: { where: { state: "requested" } },
} as const

type Row = Prisma.SeatGetPayload<{ include: typeof include }>

function toPerson(seat: Row): SessionPerson {
  const { booking, participant, replaces } = seat
  const [open] = seat.substitutions
  const { state, releaseReason, releasedAt, expiresAt, requestedAt, confirmedAt, decideAt, decision, attendance } = seat
  return {
    ...{ seatId: seat.id, bookingId: booking.id, reference: booking.reference },
    // After a substitution the booking names the new person; a seat that was handed over keeps its own.
    participant: personOf(participant && participant.id !== booking.participantId ? participant : booking),
    personId: participant && !participant.erasedAt ? participant.id : null,
    booker: bookerOf(booking),
    ...{ state, releaseReason, releasedAt, expiresAt, requestedAt, confirmedAt, decideAt, decision, attendance },
    inVain: state === "requested" && participant === null,
    comesFrom:
      replaces?.state === "confirmed"
        ? { sessionId: replaces.groupSessionId, startsAt: replaces.groupSession.startsAt }
        : null,
    substitution: open
      ? { id: open.id, participant: personOf(open), decideAt: open.decideAt, decision: open.decision }
      : null,
  }
}

/** Of released seats the one that ended last; a request that was taken back beside a seat says nothing of the booking. */
function lastReleased<Seat extends { releaseReason: ReleaseReason | null; releasedAt: Date | null }>(seats: Seat[]) {
  const counting = seats.filter(({ releaseReason }) => releaseReason !== "withdrawn")
  return counting.sort((a, b) => +(b.releasedAt ?? 0) - +(a.releasedAt ?? 0))[0] ?? seats[0]
}

const newestFirst = { orderBy: { createdAt: "desc" } } as const

/** A seat that was offered and never taken is the waiting list's to tell of; a booking that has no other only waits. */
const notOnlyOffered = {
  OR: [{ offer: { is: null } }, { requestedAt: { not: null } }, { confirmedAt: { not: null } }],
} satisfies Prisma.SeatWhereInput

type PersonFields = Omit<ParticipantInput, "company" | "title" | "phone"> & {
  companyName: string
  title: string | null
  phone: string | null
}

function personOf(row: PersonFields): ParticipantInput {
  const { givenName, familyName, companyName: company, role, email, title, phone } = row
  return { givenName, familyName, company, role, email, ...(title && { title }), ...(phone && { phone }) }
}
