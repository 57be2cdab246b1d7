import type { Tx } from "@/lib/db"
import { priceIn } from "@/lib/money"
import { isOpen } from "@/lib/sessions/lock-sessions"
import type { Activity, Booking, WaitlistEntry } from "@/prisma/generated/client"
import { appointmentOf, getSession, readSeat } from "./facts"
import { mailHolders, mailUndated } from "./mail-holders"
import { queueMail } from "./queue-mail"
import type { BookingFacts, MailParams } from "./schema"

/** Who waits: what they wait for, what is offered to them, and when it is over. */

const ofEntry = (activity: Activity) => (activity.detail as { entryId: string }).entryId

/** A code to whoever typed an entry. */
export async function mailEntryCode(tx: Tx, activity: Activity): Promise<void> {
  const booking = await tx.booking.findUniqueOrThrow({ where: { id: activity.bookingId ?? "" } })
  const waits = await tx.waitlistEntry.count({ where: { bookingId: booking.id, queuedAt: null, closedAt: null } })
  if (!waits || booking.verifiedAt) return
  const { codeGeneration } = activity.detail as { codeGeneration: number }
  const { id: bookingId, locale, bookerEmail, email } = booking
  await queueMail(tx, {
    ...{ kind: "code", occasion: activity.id, recipient: bookerEmail ?? email, locale, bookingId },
    params: {
      ...{ bookingId, role: bookerEmail ? "booker" : "participant", codeGeneration },
      ...{ heldUntil: null, appointment: null },
    },
  })
}

/** That somebody waits, for what, and how to leave. Where a seat could be offered at once, that is the news. */
export async function mailWaiting(tx: Tx, activity: Activity): Promise<void> {
  const entry = await tx.waitlistEntry.findUniqueOrThrow({ where: { id: ofEntry(activity) } })
  if (entry.state !== "waiting") return
  const { booking, facts } = await readEntry(tx, entry)
  await mailUndated(tx, { kind: "waiting", occasion: activity.id, booking }, facts)
}

/** Nothing is left to wait for. Where somebody has a seat at one of several dates, the others are meant. */
export async function mailWaitlistEnded(tx: Tx, activity: Activity): Promise<void> {
  const entry = await tx.waitlistEntry.findUniqueOrThrow({ where: { id: ofEntry(activity) } })
  const { booking, facts } = await readEntry(tx, entry, { withoutOwn: true })
  await mailUndated(tx, { kind: "waitlist_ended", occasion: activity.id, booking }, { dates: facts.dates })
}

/** The organizer has taken somebody off the list; who leaves by themselves has seen it. */
export async function mailWaitlistRemoved(tx: Tx, activity: Activity): Promise<void> {
  if (activity.actorKind !== "organizer") return
  const entry = await tx.waitlistEntry.findUniqueOrThrow({ where: { id: ofEntry(activity) } })
  if (!entry.queuedAt) return
  const { booking, facts } = await readEntry(tx, entry)
  const { dates, wishes, kept } = facts
  const own = { dates, wishes, kept, offered: activity.seatId !== null }
  await mailUndated(tx, { kind: "waitlist_removed", occasion: activity.id, booking }, own)
}

/**
 * That a seat of a closed round can be requested by everybody: to all who wanted one there when that came about, the
 * same words, so that nobody learns how they stand. Where it has been taken meanwhile it is news to nobody.
 */
export async function mailOpened(tx: Tx, { id: occasion, sessionId, at }: Activity): Promise<void> {
  const session = await getSession(tx, sessionId ?? "")
  const { startsAt, seatsTaken, capacity, slug } = session
  if (!isOpen(session, at) || seatsTaken >= capacity) return
  const hearing = await tx.$queryRaw<{ bookingId: string }[]>`
    SELECT booking_id AS "bookingId" FROM hears_of_opening(${session.id}::uuid) WHERE since <= ${at} ORDER BY entry_id`
  const bookings = await tx.booking.findMany({ where: { id: { in: hearing.map(({ bookingId }) => bookingId) } } })
  for (const booking of bookings) {
    const about = { kind: "opened", occasion, booking, session, participantId: booking.participantId } as const
    await mailHolders(tx, { ...about, usefulUntil: startsAt }, { slug, keeps: (await keptBy(tx, booking)) !== null })
  }
}

/**
 * A seat and until when it is theirs. What was answered meanwhile is no news any more; of what has run out unread, because
 * no worker was there, the journal says so.
 */
export async function mailOffer(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const late = seat.releaseReason === "expired"
  if ((seat.state !== "offered" && !late) || !seat.expiresAt) return
  const about = {
    ...{ occasion: activity.id, booking, session, participantId: seat.participantId },
    ...{ usefulUntil: seat.expiresAt, skip: late ? ("late" as const) : undefined },
  }
  await mailHolders(
    tx,
    { ...about, kind: "offer" },
    {
      expiresAt: seat.expiresAt.toISOString(),
      price: priceIn(session.format),
      kept: await keptBy(tx, booking),
    },
  )
}

/** The time to answer is over: at the end of the queue once, then off. Nothing is over that nobody was told of. */
export async function mailOfferLapsed(tx: Tx, activity: Activity): Promise<void> {
  if ((activity.detail as { told?: boolean }).told === false) return
  const { seat, booking, session } = await readSeat(tx, activity)
  const { lapses } = await tx.waitlistEntry.findUniqueOrThrow({ where: { id: ofEntry(activity) } })
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  await mailHolders(tx, { ...about, kind: "offer_lapsed" }, { off: lapses > 1 })
}

/**
 * The session in which a seat was offered is called off. Whose waiting ends with it hears that instead
 * (`mailWaitlistEnded`).
 */
export async function mailOfferCalledOff(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const ahead = { status: { in: [...openStates] }, startsAt: { gt: activity.at } }
  const more = [{ wishes: { some: {} } }, { dates: { some: { declinedAt: null, groupSession: ahead } } }]
  const waitsOn = await tx.waitlistEntry.count({ where: { offers: { some: { seatId: seat.id } }, OR: more } })
  if (waitsOn === 0) return
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  const own = { message: session.cancelMessage, back: null, offers: [], offered: true }
  await mailHolders(tx, { ...about, kind: "session_cancelled" }, own)
}
const openStates = ["published", "guaranteed"] as const

/** The date somebody keeps a seat at while they wait for another one. */
async function keptBy(tx: Tx, { id, locale }: Booking) {
  const seat = await tx.seat.findFirst({
    where: { bookingId: id, state: { in: ["confirmed", "requested"] } },
    select: { groupSessionId: true },
  })
  return seat && appointmentOf(await getSession(tx, seat.groupSessionId), locale)
}

type EntryFacts = Omit<MailParams<"waiting">, keyof BookingFacts>

async function readEntry(
  tx: Tx,
  entry: WaitlistEntry,
  { withoutOwn = false } = {},
): Promise<{ booking: Booking; facts: EntryFacts }> {
  const booking = await tx.booking.findUniqueOrThrow({ where: { id: entry.bookingId } })
  const { participantId } = booking
  const own = withoutOwn && participantId ? { none: { participantId, state: "confirmed" as const } } : undefined
  const sessions = await tx.groupSession.findMany({
    where: { waitlistDates: { some: { entryId: entry.id, declinedAt: null } }, seats: own },
    include: { format: true },
    orderBy: { startsAt: "asc" },
  })
  const wishes = await tx.waitlistWish.findMany({
    where: { entryId: entry.id },
    orderBy: [{ weekday: "asc" }, { fromTime: "asc" }],
  })
  const { round } = await tx.format.findUniqueOrThrow({ where: { id: entry.formatId }, select: { round: true } })
  return {
    booking,
    facts: {
      dates: sessions.map((session) => appointmentOf(session, booking.locale)),
      wishes: wishes.map(({ weekday, fromTime, untilTime }) => ({ weekday, from: fromTime, until: untilTime })),
      closed: round === "closed",
      kept: await keptBy(tx, booking),
    },
  }
}
