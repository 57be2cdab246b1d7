import { type By, recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { settleCompany } from "@/lib/people/recognise-company"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import { agreed } from "./agreed-price"
import { leaveVoucher } from "./leave-voucher"
import { activeSeats, type LockedBooking, type LockedSeat } from "./lock-booking"
import { markFilled, markGuaranteed } from "./mark-milestones"
import { markReleased } from "./release-seat"
import type { Fee } from "./rules"
import { takeOffered, takeSeat } from "./take-seat"

type Move = {
  to: LockedSession
  /** The seat there that is offered to this booking; a free one is taken without it. */
  offered?: LockedSeat
  /** Null for who asks in vain. */
  participantId: string | null
  decideAt: Date | null
  /** What is moved away from and what that costs; without it nothing was held. */
  from?: { seat: LockedSeat; fee: Fee }
  /** Under which the organizer has asked for the move: the booking keeps its price and terms. */
  questionId?: string
}

/**
 * The last step of every way into another session, once nothing speaks against it: gives up what is moved away from,
 * takes the seat, and logs it. A confirmed seat stays beside a request for the new one until that is answered, and so do
 * the price and terms of the booking; a request beside it is replaced.
 * @returns the id of the seat that is taken
 */
export async function settleMove(
  tx: Tx,
  { booking, seats }: LockedBooking,
  { to, offered, participantId, decideAt, from, questionId }: Move,
  { actor }: By,
  now: Date,
): Promise<string> {
  const { confirmed, requested } = activeSeats(seats)
  const waits = confirmed && decideAt
  if (!waits) await leaveVoucher(tx, booking.id, to.formatId, now)
  if (requested) await markReleased(tx, [requested.id], "rebooked", now)
  if (confirmed && !waits) await markReleased(tx, [confirmed.id], "rebooked", now)
  const agreement = agreementOf(to)
  if (!waits && !questionId)
    await tx.booking.update({ where: { id: booking.id }, data: agreement, select: { id: true } })
  if (to.round === "closed" && !decideAt) await settleCompany(tx, booking.id, now)
  const place = {
    decideAt,
    replacesSeatId: confirmed?.id,
    agreement: waits && !questionId ? agreement : undefined,
    now,
  }
  const seatId = offered
    ? await takeOffered(tx, offered.id, place)
    : await takeSeat(tx, { ...place, sessionId: to.id, bookingId: booking.id, participantId })

  const about = { actor, bookingId: booking.id, seatId, sessionId: to.id, at: now }
  if (offered) await recordActivity(tx, "offer.accepted", about)
  const withdrawnSeatId = confirmed && requested ? requested.id : null
  await recordActivity(tx, decideAt ? "seat.requested" : from ? "seat.rebooked" : "seat.confirmed", {
    ...about,
    detail: {
      ...(from ? { ...movedFrom(from), withdrawnSeatId } : { before: "offered" }),
      decideAt: decideAt?.toISOString() ?? null,
      ...(!decideAt && (await agreed(tx, booking.id))),
      ...(questionId && { questionId }),
    },
  })
  if (!decideAt) await markGuaranteed(tx, to, now)
  await markFilled(tx, to, now)
  return seatId
}

const movedFrom = ({ seat, fee }: { seat: LockedSeat; fee: Fee }) => ({
  ...{ rebooking: true, before: seat.state, fromSeatId: seat.id, fromSessionId: seat.sessionId, fee },
})

/** What a booking is agreed under: its price and terms. */
export type Agreement = Pick<LockedSession, "terms" | "priceNetCents" | "vatRateBasisPoints" | "currency">

/** What a seat in a locked session is agreed under now. */
export const agreementOf = ({ terms, priceNetCents, vatRateBasisPoints, currency }: LockedSession): Agreement => ({
  ...{ terms, priceNetCents, vatRateBasisPoints, currency },
})
