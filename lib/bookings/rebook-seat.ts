import type { By } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import type { AdmissionRefusal } from "@/lib/people/rules-admission"
import { recogniseParticipant } from "@/lib/people/recognise-participant"
import { isOpen, isPublic, whilePaused } from "@/lib/sessions/lock-sessions"
import { isMoveByRequest } from "./after-roster"
import { billBooking, type BillingRefusal } from "./bill-booking"
import { askForRound, keepAnswers } from "./ask-for-round"
import { findDuplicate, recordDuplicate, tellDuplicate } from "./find-duplicate"
import { activeSeats, type LockedBooking, type LockedBookingRow, lockBooking, sessionOf } from "./lock-booking"
import type { RoundAnswers } from "./queries-answers"
import { feeOf, isHandedOver, nothingOwed } from "./release-seat"
import { answerAt, calledOffSeat, firstStart } from "./rules"
import type { BillingInput } from "./schema-billing"
import { settleMove } from "./settle-move"
import { isFull } from "./take-seat"

export type MoveRefusal =
  | "not_found"
  | "session_closed"
  | "session_paused"
  | "session_full"
  | "already_booked"
  | "not_available"
  | "pending_change"
  | "conditions_changed"
  | "move_by_request"
  | AdmissionRefusal
  | BillingRefusal
export type RebookRefusal = MoveRefusal | "request_id_reused"
type Rebooked = { status: "requested" | "confirmed"; decideAt: Date | null }

/**
 * Moves a booking to another session, in one transaction: there are never no seats and never two confirmed ones.
 * Into an instant format the seat is swapped at once. Into a reviewed one the new seat is requested beside the
 * confirmed one and swapped at `decideAt`; a seat that was itself only requested moves as a request. A rebooking
 * that was still waiting is replaced. To where one is: succeeds without effect. In a full session (`session_full`) the
 * old seat stays. Fees count from now.
 *
 * The price and terms of the target are those of the booking from the moment the new seat is sure. Where `conditions`
 * says what was shown before agreeing and it is no longer so, `conditions_changed`. Where the target costs something and
 * nobody is billed for the booking yet, `billing` says who is (`billing_needed`); where another company pays for who moves,
 * since the seat was handed over to them, it costs no more than was agreed with it (`paid_by_other_company`).
 *
 * Where a seat is offered to this very booking, that is the one it takes: the offer is accepted by going there.
 *
 * Whose session was called off has no seat to move, but the booking still stands: it takes a seat at another date in
 * the same way and owes nothing for the date that was lost.
 *
 * Refuses when either session has begun or is off (`session_closed`), when the person has a seat there by another
 * booking (`already_booked`, or `not_available` to a booker who may not know), and while a substitute is asked for
 * (`pending_change`), and where the format of the target does not admit their role (`role_not_admitted`). What a closed
 * round asks and the booking has not said yet is said with the move and kept with it (`industry_needed`,
 * `size_band_needed`, `no_sales_needed`). While either session is paused for a planned change it has to wait
 * (`session_paused`).
 * Who has left a closed round after having seen it moves on within its format by writing to the organizer
 * (`move_by_request`).
 */
export async function rebookSeat(
  input: { requestId?: string; bookingId: string } & Omit<Target, "questionId">,
  by: By,
): Promise<Outcome<Rebooked, RebookRefusal>> {
  // The version is that of the server, not of who asks: a text that changes in between makes no other request.
  const { requestId, noSalesVersion, ...payload } = input
  const { bookingId, sessionId, conditions, billing, industry, sizeBand } = payload
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor, [sessionId])
    return once(tx, { verb: "rebook-seat", requestId, payload, now }, () =>
      // No more than these: that the organizer has asked is not for whoever rebooks to say.
      rebookLocked(tx, locked, { sessionId, conditions, billing, industry, sizeBand, noSalesVersion }, by, now),
    )
  }, by)
}

type Target = RoundAnswers & { sessionId: string; conditions?: string; billing?: BillingInput; questionId?: string }

/**
 * The same of a booking that is locked with where it goes. Where the organizer has asked for the move (`questionId`), it
 * costs nothing and the booking keeps its price and terms. It needs no answer, but in a closed round: there every move is a
 * request, or what is answered at once would tell who sits there.
 */
export async function rebookLocked(
  tx: Tx,
  locked: LockedBooking | null,
  { sessionId: targetId, conditions, billing, questionId, ...said }: Target,
  by: By,
  now: Date,
): Promise<Outcome<Rebooked, MoveRefusal>> {
  if (!locked) return refuse("not_found")
  const { booking, seats } = locked
  const { confirmed, requested, offered } = activeSeats(seats)
  const seat = confirmed ?? requested ?? (booking.verifiedAt ? calledOffSeat(seats) : undefined)
  const target = locked.sessions.get(targetId)
  if (!seat || !target) return refuse("not_found")
  const here = [confirmed, requested].find((each) => each?.sessionId === targetId)
  if (here) return answer(here.state === "requested" ? here.decideAt : null)
  const origin = seat.state === "released" ? null : sessionOf(locked, seat)
  if ((origin && !isOpen(origin, now)) || !isPublic(target, now)) return refuse("session_closed")
  const paused = (origin && whilePaused(origin)) ?? whilePaused(target)
  if (paused) return paused
  if (await isHandedOver(tx, seat)) return refuse("pending_change")
  const asked = questionId ? null : await askForRound(tx, booking, target, said)
  if (asked && !asked.ok) return asked
  const moves = seat.state !== "released" && !questionId
  if (moves && (await isMoveByRequest(tx, booking, target.formatId, by.actor.kind))) return refuse("move_by_request")
  const duplicate = await findDuplicate(tx, targetId, booking.email, booking.id)
  const atOnce = questionId && target.round === "open"
  const decideAt = atOnce ? null : answerAt(target, now, firstStart(target, origin))
  const ownMailbox = by.actor.kind !== "booker" || booking.bookerEmail === booking.email
  const told = duplicate && tellDuplicate(duplicate, { ownMailbox, bookerEmail: booking.bookerEmail, decideAt })
  if (told && told !== "in_vain") return refuse(told)
  const own = offered?.sessionId === targetId && offered.expiresAt! >= now ? offered : undefined
  if (!own && (await isFull(tx, target, now))) return refuse("session_full")
  if (conditions !== undefined && conditions !== target.conditions) return refuse("conditions_changed")
  const unbilled = questionId ? null : await billBooking(tx, booking, target, billing, { ...by, now })
  if (unbilled) return refuse(unbilled)
  await keepAnswers(tx, booking.id, asked && asked.answers)

  const fee = questionId ? nothingOwed : await feeOf(tx, locked, seat, by.actor, now, "rebook")
  const participantId = told ? null : (booking.participantId ?? (await nameParticipant(tx, booking, now)))
  const move = { to: target, offered: own, participantId, decideAt, from: { seat, fee }, questionId }
  const seatId = await settleMove(tx, locked, move, by, now)
  if (told)
    await recordDuplicate(tx, { actor: by.actor, bookingId: booking.id, seatId, sessionId: targetId, told, at: now })
  return answer(decideAt)
}

/** A booking that was asked for in vain is nobody's until it leads somewhere else. */
async function nameParticipant(tx: Tx, booking: LockedBookingRow, now: Date): Promise<string> {
  const participantId = await recogniseParticipant(tx, booking, { proved: false, locale: booking.locale, now })
  await tx.booking.update({ where: { id: booking.id }, data: { participantId }, select: { id: true } })
  return participantId
}

const answer = (decideAt: Date | null) =>
  ({ ok: true, status: decideAt ? "requested" : "confirmed", decideAt }) as const
