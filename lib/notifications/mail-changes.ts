import type { Fee } from "@/lib/bookings/rules"
import type { Tx } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { Activity, Seat } from "@/prisma/generated/client"
import {
  appointmentOf,
  backOf,
  chargeOf,
  feeOf,
  freeUntilOf,
  getSession,
  offersBeside,
  payOf,
  readSeat,
  viabilityOf,
} from "./facts"
import { mailDeclined } from "./mail-answers"
import { accountReaders, feeReaders, mailFormer, mailHolders } from "./mail-holders"
import { mailOfferCalledOff } from "./mail-waitlist"
import { mailBooked, mailRelease, mailRequest } from "./mail-team"

/** What becomes of a seat somebody has, told to its holders. */

type Rebooked = { fromSessionId: string; fee?: Fee }
type Released = { reason: string; before: string; keptSeatId?: string | null; fee?: Fee }

/** The seat has moved; the fee is that of the time of the request. */
export async function mailRebooked(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const { fromSessionId, fee = await feeOfRequest(tx, seat) } = activity.detail as Rebooked
  const from = await getSession(tx, fromSessionId)
  const before = appointmentOf(from, booking.locale)
  const about = { kind: "rebooked", occasion: activity.id, booking, session, calendar: "REQUEST" } as const
  const mail = { ...about, participantId: seat.participantId }
  const dates = {
    before,
    freeUntil: freeUntilOf(booking, session, activity.at),
    viability: await viabilityOf(tx, session, activity.at),
  }
  const money = {
    price: await chargeOf(tx, booking, seat),
    fee: feeOf(booking, fee),
    pay: await payOf(tx, booking),
    back: await backOf(tx, booking),
  }
  const reads = await accountReaders(tx, booking)
  const fees = feeReaders(from)
  await mailHolders(tx, mail, { ...dates, ...money }, (part) => reads(part) && fees(part))
  const noFee = { fee: null, pay: null, back: null }
  await mailHolders(tx, mail, { ...dates, ...money, ...noFee }, (part) => reads(part) && !fees(part))
  await mailHolders(tx, mail, { ...dates, price: null, ...noFee }, (part) => !reads(part))
  // What the clock carries out the team has read of as a request.
  if (activity.actorKind !== "system") await mailBooked(tx, activity.id, { booking, session, before: from })
}

async function feeOfRequest(tx: Tx, { id }: Seat): Promise<Fee | undefined> {
  const request = await tx.activity.findFirst({
    where: { seatId: id, kind: "seat.requested" },
    orderBy: { at: "desc" },
  })
  return (request?.detail as { fee?: Fee } | undefined)?.fee
}

/** Given back, taken back by the organizer, withdrawn, or gone with the session. A hold was nobody's yet. */
export async function mailReleased(tx: Tx, activity: Activity): Promise<void> {
  const { reason, before, keptSeatId, fee } = activity.detail as Released
  if (before === "offered" && reason === "session_cancelled") return mailOfferCalledOff(tx, activity)
  if (before !== "confirmed" && before !== "requested") return
  const { seat, booking, session } = await readSeat(tx, activity)
  const calendar = before === "confirmed" ? ("CANCEL" as const) : undefined
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId, calendar }
  switch (reason) {
    case "cancelled":
    case "organizer": {
      const why = reason === "organizer" ? "organizer" : before === "requested" ? "withdrawn" : "holder"
      const offers = await offersBeside(tx, booking, session)
      const money = { fee: feeOf(booking, fee), back: await backOf(tx, booking) }
      const fees = feeReaders(session)
      await mailHolders(tx, { ...about, kind: "released" }, { why, ...money, offers }, fees)
      const noFee = { fee: null, back: null }
      await mailHolders(tx, { ...about, kind: "released" }, { why, ...noFee, offers }, (part) => !fees(part))
      if (why === "holder") await mailRelease(tx, activity.id, { booking, session, what: "seat" })
      if (why === "withdrawn") await mailWithdrawn(tx, activity.id, { seat, booking, session })
      return
    }
    case "duplicate": {
      // For the person alone: in a closed round a colleague has handed them a seat at this date, and their own request with it.
      const nothing = { fee: null, back: null, offers: [] }
      return mailHolders(
        tx,
        { ...about, kind: "released" },
        { why: "withdrawn", ...nothing },
        (part) => part !== "booker",
      )
    }
    case "withdrawn": {
      const kept = await readSeat(tx, { seatId: keptSeatId ?? "" })
      await mailHolders(tx, { ...about, kind: "request_withdrawn", session: kept.session }, { change: "rebooking" })
      await mailWithdrawn(tx, activity.id, { seat, booking, session })
      return
    }
    case "session_cancelled": {
      // A rebooking that was to lead here: the old seat stays, and that is the news. A seat that somebody once rebooked to
      // names the one it came from, too, and is gone like any other.
      const kept = before === "requested" && keptSeatId && (await readSeat(tx, { seatId: keptSeatId }))
      if (kept && kept.seat.state === "confirmed") return mailDeclined(tx, activity)
      const offers = await offersBeside(tx, booking, session)
      const said = { message: session.cancelMessage, back: await backOf(tx, booking), offers }
      await mailHolders(tx, { ...about, kind: "session_cancelled" }, said)
      return
    }
  }
}

/** What the team was asked to decide about is gone before it did. */
async function mailWithdrawn(
  tx: Tx,
  occasion: string,
  { seat, booking, session }: Awaited<ReturnType<typeof readSeat>>,
) {
  if (seat.decision === null) await mailRelease(tx, occasion, { booking, session, what: "request" })
}

type Substituted = { fromSeatId: string; before: string; decideAt: string | null; substitutionId?: string }

/** To the new person with who named them, to the replaced one with the end of their entry, to the booker with the name. */
export async function mailSubstituted(tx: Tx, activity: Activity): Promise<void> {
  const { fromSeatId, before, decideAt, substitutionId } = activity.detail as Substituted
  const { seat, booking, session } = await readSeat(tx, activity)
  const { participant: replaced } = await tx.seat.findUniqueOrThrow({
    where: { id: fromSeatId },
    include: { participant: true },
  })
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  const entry = <Method extends "REQUEST" | "CANCEL">(method: Method) => (before === "confirmed" ? method : undefined)

  // Neither learns the other's name but for where the new person's data came from; the old links are void.
  // Nobody was replaced where a booker had asked in vain: then, too, everybody else is told as always.
  if (replaced) {
    const toReplaced = { ...about, kind: "substituted" as const, participantId: replaced.id, calendar: entry("CANCEL") }
    await mailFormer(tx, toReplaced, { recipient: replaced.email, name: fullName(replaced), role: "participant" }, {})
  }

  const byBooker = !replaced || (await whoAsked(tx, activity, substitutionId)) === "booker"
  const namedBy = byBooker ? booking.bookerName : fullName(replaced)
  await mailHolders(
    tx,
    { ...about, kind: "substitute", calendar: entry("REQUEST") },
    {
      namedBy: namedBy ?? fullName(replaced ?? booking),
      decideAt,
      freeUntil: freeUntilOf(booking, session, activity.at),
    },
  )
  await mailHolders(tx, { ...about, kind: "substituted", calendar: entry("REQUEST") }, {})
  // The link to decide that the team has is about the seat before.
  if (decideAt && seat.decision === null)
    await mailRequest(tx, activity.id, { seatId: seat.id, session, person: booking, decideAt, change: "new" })
}

/** A substitute from another company is carried out by the clock; the request says who named them. */
async function whoAsked(tx: Tx, activity: Activity, substitutionId?: string): Promise<string> {
  if (!substitutionId) return activity.actorKind
  const request = await tx.activity.findFirst({
    where: {
      bookingId: activity.bookingId,
      kind: "substitution.requested",
      detail: { path: ["substitutionId"], equals: substitutionId },
    },
  })
  return request?.actorKind ?? activity.actorKind
}

export async function mailSubstitutionRequested(tx: Tx, activity: Activity): Promise<void> {
  const { substitutionId } = activity.detail as { substitutionId: string }
  const { seat, booking, session } = await readSeat(tx, activity)
  const person = await tx.substitution.findUniqueOrThrow({ where: { id: substitutionId } })
  const decideAt = person.decideAt.toISOString()
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  await mailHolders(tx, { ...about, kind: "substitution_requested" }, { decideAt })
  await mailRequest(tx, activity.id, {
    ...{ seatId: seat.id, substitutionId, session, person, decideAt },
    change: "substitution",
  })
}

/** Declined or taken back: the seat stays where it is. */
export async function mailSubstitutionEnded(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  if (activity.kind === "substitution.declined") await mailHolders(tx, { ...about, kind: "substitution_declined" }, {})
  else await mailHolders(tx, { ...about, kind: "request_withdrawn" }, { change: "substitution" })
}

/** The entry under its other name, for whose calendar it is in: that of a confirmed seat. */
export async function mailCalendarTitle(tx: Tx, activity: Activity): Promise<void> {
  if (!activity.seatId) return
  const { seat, booking, session } = await readSeat(tx, activity)
  if (seat.state !== "confirmed") return
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  await mailHolders(tx, { ...about, kind: "calendar_renamed", calendar: "REQUEST" }, {})
}
