import { lacksBilling } from "@/lib/bookings/queries-payer"
import type { Tx } from "@/lib/db"
import { priceIn } from "@/lib/money"
import type { Activity } from "@/prisma/generated/client"
import {
  appointmentOf,
  chargeOf,
  freeUntilOf,
  getSession,
  offersWithDecline,
  paidOf,
  payOf,
  readSeat,
  viabilityOf,
} from "./facts"
import { mailHolders } from "./mail-holders"
import { mailBooked, mailRequest } from "./mail-team"

/** How a request stands, told to its holders. */

type Requested = { rebooking?: boolean; before: string; fromSessionId?: string; decideAt: string }

/** A verified booking or a rebooking in a reviewed format: the answer follows. */
export async function mailRequested(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const { rebooking = false, before, fromSessionId, decideAt } = activity.detail as Requested
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  // Only a confirmed seat is kept beside the request; a request that moves is a request again.
  if (rebooking && before === "confirmed" && fromSessionId) {
    const kept = appointmentOf(await getSession(tx, fromSessionId), booking.locale)
    await mailHolders(tx, { ...about, kind: "rebooking_requested" }, { before: kept, decideAt })
  } else {
    await mailHolders(tx, { ...about, kind: "reserved" }, { decideAt, price: await chargeOf(tx, booking, seat) })
  }
  // Asked for in vain: there is nothing to decide.
  if (!seat.participantId) return
  const change = rebooking ? "rebooking" : "new"
  await mailRequest(tx, activity.id, { seatId: seat.id, session, person: booking, decideAt, change })
}

/** Confirmed, at once or at the time of the answer, or entered by the organizer. */
export async function mailConfirmed(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  await mailHolders(
    tx,
    {
      kind: "confirmed",
      occasion: activity.id,
      booking,
      session,
      participantId: seat.participantId,
      calendar: "REQUEST",
    },
    {
      ...{ price: await chargeOf(tx, booking, seat), freeUntil: freeUntilOf(booking, session, activity.at) },
      byHand: activity.kind === "seat.added",
      pay: await payOf(tx, booking),
      paid: await paidOf(tx, booking),
      viability: await viabilityOf(tx, session, activity.at),
      asksBilling: await lacksBilling({ bookingId: booking.id, price: priceIn(booking) }, tx),
    },
  )
  const { before } = activity.detail as { before?: string }
  if (before === "held" || before === "offered") await mailBooked(tx, activity.id, { booking, session })
}

/** Declined, neutrally; of a rebooking the old seat stays. */
export async function mailDeclined(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const offers = await offersWithDecline(tx, seat, booking, session)
  const about = { occasion: activity.id, booking, participantId: seat.participantId }
  const kept = seat.replacesSeatId && (await readSeat(tx, { seatId: seat.replacesSeatId }))
  if (kept && kept.seat.state === "confirmed") {
    const refused = appointmentOf(session, booking.locale)
    await mailHolders(tx, { ...about, kind: "rebooking_declined", session: kept.session }, { refused, offers })
  } else {
    await mailHolders(tx, { ...about, kind: "declined", session }, { offers })
  }
}
