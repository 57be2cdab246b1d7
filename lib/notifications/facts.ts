import type { Tx } from "@/lib/db"
import { type Price, priceIn } from "@/lib/money"
import { priceOf as agreedPriceOf } from "@/lib/bookings/agreed-price"
import { type Fee, freeUntil } from "@/lib/bookings/rules"
import { netLeft } from "@/lib/bookings/rules-price"
import { onlineWay } from "@/lib/payments/policy"
import { seesAccount } from "@/lib/bookings/queries-payer"
import { readLedger, standingEntries } from "@/lib/payments/read-ledger"
import { balanceOf } from "@/lib/payments/rules-ledger"
import { readVatBasis, vatOfLine } from "@/lib/payments/read-vat-basis"
import { fullName, type Named } from "@/lib/people/rules"
import { decideBy } from "@/lib/sessions/rules-viability"
import type { FormatText, Terms } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import type { Activity, Booking, Format, GroupSession, Locale, ParticipantRole, Seat } from "@/prisma/generated/client"
import type { Appointment, Offer, Person } from "./schema"

/** Rows as reactions read them, turned into the facts a mail is rendered from. */

export type SessionRow = GroupSession & { format: Format }

export const getSession = (tx: Tx, id: string): Promise<SessionRow> =>
  tx.groupSession.findUniqueOrThrow({ where: { id }, include: { format: true } })

export function appointmentOf(session: SessionRow, locale: Locale): Appointment {
  const { startsAt, endsAt, timeZone, placeText, format } = session
  return {
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    timeZone,
    format: (format.texts as Record<Locale, FormatText>)[locale].shortName,
    lengthMinutes: format.lengthMinutes,
    place: format.place,
    placeText,
    ...(format.round === "closed" && { closed: true as const }),
  }
}

/** Whether one gets in by the door of a closed round, which an entry in a calendar names. */
export const roomOf = ({ round, place }: Pick<Format, "round" | "place">): { room?: true } =>
  round === "closed" && place === "online" ? { room: true } : {}

/** What an entry of the booking is called, where it is not the discreet name that every calendar has otherwise. */
export const chosenTitle = (
  { calendarTitle }: Pick<Booking, "calendarTitle">,
  format: Pick<Format, "texts">,
  locale: Locale,
): string | undefined =>
  calendarTitle === "format" ? (format.texts as Record<Locale, FormatText>)[locale].shortName : undefined

type PersonRow = Named & { companyName: string; role: ParticipantRole; email: string; phone: string | null }

export const personOf = (row: PersonRow): Person => ({
  name: fullName(row),
  company: row.companyName,
  role: row.role,
  email: row.email,
  phone: row.phone,
})

/** What a seat comes to as it is owed: less what a voucher takes off, and taxed as who is billed; null where nothing is left. */
export async function chargeOf(tx: Tx, { id: bookingId }: Booking, { id: seatId }: Seat): Promise<Price | null> {
  const { price } = await agreedPriceOf(tx, bookingId)
  const netCents = netLeft(price)
  if (!price || netCents === 0) return null
  const { vatRateBasisPoints, currency } = price
  const vat = vatOfLine({ supply: "session", seatId, vatRateBasisPoints }, await readVatBasis(tx, bookingId))
  return { netCents, currency, vatRateBasisPoints: "undecided" in vat ? vatRateBasisPoints : vat.rateBasisPoints }
}

/** What is open for who wanted to pay at Stripe, once the seat is sure; null where nothing is, or it is under way. */
export async function payOf(tx: Tx, { id: bookingId, pays, currency }: Booking) {
  if (!onlineWay(pays) || (await tx.payment.count({ where: { bookingId, state: "processing" } })) > 0) return null
  const { written, missing, undecided } = await readLedger(tx, bookingId)
  const { openCents: cents } = balanceOf([...written, ...missing])
  return undecided || cents <= 0 ? null : { cents, currency }
}

/** What has been paid for a booking so far; null for nothing. */
export async function paidOf(tx: Tx, { id: bookingId, currency }: Booking) {
  const { written, missing } = await readLedger(tx, bookingId)
  const { paidCents: cents } = balanceOf([...written, ...missing])
  return cents > 0 ? { cents, currency } : null
}

/**
 * What was paid and is owed no more, of a seat alone its fee; null where nothing goes back. Nobody is told where who takes
 * part sits there at the expense of somebody else.
 */
export async function backOf(tx: Tx, { id: bookingId, currency }: Booking, feeOfSeatId?: string) {
  if (!(await seesAccount({ bookingId, role: "participant" }, tx))) return null
  const { written, missing, undecided } = await readLedger(tx, bookingId)
  const entries = [...written, ...missing]
  const { openCents } = balanceOf(entries)
  const fee = standingEntries(entries).get(`fee:${feeOfSeatId}`)
  const cents = feeOfSeatId ? Math.min(-openCents, fee?.grossCents ?? 0) : -openCents
  return undecided || cents <= 0 ? null : { cents, currency }
}

/** The last moment at which this booking can be moved or given back for nothing; null where there is none after `now`. */
export function freeUntilOf(booking: Booking, { startsAt, timeZone }: SessionRow, now: Date): string | null {
  const until = freeUntil(booking.terms as Terms, priceIn(booking), startsAt, timeZone)
  return until && until > now ? until.toISOString() : null
}

/** From how many people on a session takes place, and by when that is decided, where it is still open. */
export async function viabilityOf(tx: Tx, session: SessionRow, now: Date) {
  const { region } = await getSettings(tx)
  const by = decideBy({ ...session, region })
  return session.status === "published" && by > now ? { minimum: session.minimum, decideBy: by.toISOString() } : null
}

/** What a change costs, as a mail says it; null when it costs nothing. */
export function feeOf({ currency, terms }: Booking, fee: Fee | undefined) {
  const { waivedWhenRefilled } = terms as Terms
  return fee && fee.netCents > 0 ? { ...fee, currency, waivedWhenRefilled } : null
}

/** At most two other dates of the same format and language with a free seat, none that the booking has a seat in. */
export async function offersBeside(tx: Tx, booking: Booking, session: SessionRow): Promise<Offer[]> {
  // In the transaction itself: a read of its own would take a second connection while this one is held.
  const free = await tx.$queryRaw<Pick<GroupSession, "slug" | "startsAt" | "endsAt" | "timeZone">[]>`
    SELECT s.slug, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.time_zone AS "timeZone" FROM group_sessions s
     WHERE s.format_id = ${session.formatId}::uuid AND s.language = ${session.language}::locale AND s.id <> ${session.id}::uuid
       AND s.status IN ('published', 'guaranteed') AND s.starts_at > now() AND s.seats_taken < s.capacity AND s.paused_until IS NULL
       AND (s.first_access_until IS NULL OR s.first_access_until <= now())
       AND NOT EXISTS (SELECT FROM seats x WHERE x.group_session_id = s.id AND x.booking_id = ${booking.id}::uuid AND x.state <> 'released')
     ORDER BY s.starts_at, s.id LIMIT 2`
  return free.map(asOffer)
}

/** Which dates a decline names: in a closed round those on which this person fits, as the answer has settled; else the next. */
export async function offersWithDecline(
  tx: Tx,
  { namedDates }: { namedDates: unknown },
  booking: Booking,
  session: SessionRow,
): Promise<Offer[]> {
  if (namedDates === null) return offersBeside(tx, booking, session)
  const named = await tx.groupSession.findMany({
    where: { id: { in: namedDates as string[] } },
    select: { slug: true, startsAt: true, endsAt: true, timeZone: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  })
  return named.map(asOffer)
}

const asOffer = ({ startsAt, endsAt, ...rest }: Pick<GroupSession, "slug" | "startsAt" | "endsAt" | "timeZone">) => ({
  ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
  ...rest,
})

/** The organizer's sentence in a planned change: kept there and not in the log, which is for ever. */
export async function messageOf(tx: Tx, changeId: string | undefined): Promise<string | null> {
  const plan = changeId && (await tx.plannedChange.findUnique({ where: { id: changeId }, select: { message: true } }))
  return plan ? plan.message : null
}

/** The seat an activity is about, with its booking and its session as they are now. */
export async function readSeat(tx: Tx, { seatId }: Pick<Activity, "seatId">) {
  const seat = await tx.seat.findUniqueOrThrow({
    where: { id: seatId ?? "" },
    include: { booking: true, groupSession: { include: { format: true } } },
  })
  return { seat, booking: seat.booking, session: seat.groupSession }
}
