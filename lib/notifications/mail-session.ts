import type { Tx } from "@/lib/db"
import { readShown } from "@/lib/numbers/queries-viability"
import { chanceOf } from "@/lib/numbers/rules-viability"
import type { Activity, Locale } from "@/prisma/generated/client"
import { appointmentOf, getSession, messageOf } from "./facts"
import { mailHolders } from "./mail-holders"
import { mailTeam } from "./mail-team"
import { newsOf } from "./rules"

/** What happens to a session, told to everybody in it, each by themselves. */

type Said = Partial<{
  startsAt: string
  endsAt: string
  timeZone: string
  placeText: string | null
  language: Locale
}>
type Revised = {
  before: Said
  after: Said
  /** Of a change with a sentence to its people. */
  changeId?: string
}

/**
 * Another time, place or language, each in the one mail about it. The mail says what was changed from what to what in
 * this step, the entry how it stands now; what changes nobody's plans is not told. Whoever waits for this date, or may take
 * a seat in it, has plans, too.
 */
export async function mailRevised(tx: Tx, activity: Activity): Promise<void> {
  const { before, after, changeId } = activity.detail as Revised
  const session = await tx.groupSession.findUnique({
    where: { id: activity.sessionId ?? "" },
    include: { format: true },
  })
  // A draft that was edited and then deleted: nobody was in it.
  if (!session) return
  const changed = { time: after.startsAt !== undefined, place: before.placeText !== after.placeText }
  const language = before.language === after.language ? undefined : after.language
  const news = newsOf({ ...changed, language: language !== undefined }, session.format.place)
  if (news.length === 0) return
  const message = await messageOf(tx, changeId)
  const seats = await tx.seat.findMany({
    where: { groupSessionId: session.id, state: { in: ["requested", "confirmed", "offered"] } },
    include: { booking: true },
    // In the order in which bookings are locked for their entries, so that two of these cannot wait in a circle.
    orderBy: { bookingId: "asc" },
  })
  const named = { some: { groupSessionId: session.id, declinedAt: null } }
  const waiting = await tx.booking.findMany({ where: { waitlistEntries: { some: { ...waitsNow, dates: named } } } })
  const concerned = [
    ...seats.map(({ booking, participantId, state, expiresAt }) => ({
      ...{ booking, participantId, standing: state as "requested" | "confirmed" | "offered" },
      expiresAt: state === "offered" ? expiresAt?.toISOString() : undefined,
    })),
    ...waiting.map((booking) => ({
      ...{ booking, participantId: booking.participantId, standing: "waiting" as const },
      expiresAt: undefined,
    })),
  ]
  for (const { booking, participantId, standing, expiresAt } of concerned) {
    const inCalendar = standing === "confirmed" && news.some((each) => each !== "language")
    const now = appointmentOf(session, booking.locale)
    const change = { before: { ...now, ...datesOf(before) }, appointment: { ...now, ...datesOf(after) } }
    await mailHolders(
      tx,
      {
        // One assistant may have booked for several people in it, so the occasion is the booking's.
        ...{ kind: "session_moved", occasion: `${activity.id}:${booking.id}`, booking, session, participantId },
        calendar: inCalendar ? "REQUEST" : undefined,
      },
      { ...change, standing, message, language, expiresAt },
    )
  }
}

/** Entries that count and have no offer. */
export const waitsNow = { state: "waiting", queuedAt: { not: null } } as const

/** What an appointment says of it. */
const datesOf = ({ startsAt, endsAt, timeZone, placeText }: Said) => ({
  ...(startsAt !== undefined && endsAt !== undefined && timeZone !== undefined && { startsAt, endsAt, timeZone }),
  ...(placeText !== undefined && { placeText }),
})

/**
 * It takes place: whoever had a seat before that was sure is told. Whose own confirmation made it sure reads it there.
 */
export async function mailGuaranteed(tx: Tx, activity: Activity): Promise<void> {
  const session = await getSession(tx, activity.sessionId ?? "")
  const seats = await tx.seat.findMany({
    where: { groupSessionId: session.id, state: "confirmed", confirmedAt: { lt: activity.at } },
    include: { booking: true },
    orderBy: { bookingId: "asc" },
  })
  for (const { booking, participantId } of seats) {
    const occasion = `${activity.id}:${booking.id}`
    await mailHolders(tx, { kind: "session_guaranteed", occasion, booking, session, participantId }, {})
  }
}

/** Whether a session takes place has to be decided, soon or since. The team is told once for each, digest or not. */
export async function mailDecision(tx: Tx, activity: Activity): Promise<void> {
  const session = await getSession(tx, activity.sessionId ?? "")
  const { decideBy, confirmed, minimum } = activity.detail as { decideBy: string; confirmed: number; minimum: number }
  // Decided meanwhile: a worker that comes late does not ask any more.
  if (session.status !== "published") return
  const shown = await readShown({ formatId: session.formatId }, tx)
  const chance = chanceOf({ booked: confirmed, minimum, capacity: session.capacity }, shown(session.formatId))
  const mail = { kind: "organizer_decision" as const, occasion: activity.id, session, always: true }
  await mailTeam(tx, mail, (locale) => ({
    ...{ decideBy, confirmed, minimum, passed: activity.kind === "viability.passed" },
    ...{ chance: confirmed < minimum ? null : chance.percent },
    ...{ sessionId: session.id, appointment: appointmentOf(session, locale) },
  }))
}

/** The last seat is confirmed: the team is told. */
export async function mailFilled(tx: Tx, activity: Activity): Promise<void> {
  const session = await getSession(tx, activity.sessionId ?? "")
  const { capacity } = activity.detail as { capacity: number }
  await mailTeam(tx, { kind: "organizer_full", occasion: activity.id, session }, (locale) => ({
    ...{ capacity, sessionId: session.id, appointment: appointmentOf(session, locale) },
  }))
}
