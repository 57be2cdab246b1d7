import type { By } from "@/lib/activity"
import { isMoveByRequest } from "@/lib/bookings/after-roster"
import { billBooking, type BillingRefusal } from "@/lib/bookings/bill-booking"
import { askForRound, keepAnswers } from "@/lib/bookings/ask-for-round"
import { activeSeats, type LockedBooking, type LockedSeat, sessionOf } from "@/lib/bookings/lock-booking"
import type { RoundAnswers } from "@/lib/bookings/queries-answers"
import { feeOf, isHandedOver } from "@/lib/bookings/release-seat"
import { answerAt, firstStart } from "@/lib/bookings/rules"
import type { BillingInput } from "@/lib/bookings/schema-billing"
import { settleMove } from "@/lib/bookings/settle-move"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { AdmissionRefusal } from "@/lib/people/rules-admission"
import { isOpen, whilePaused } from "@/lib/sessions/lock-sessions"
import { lockEntry } from "./lock-entry"

type Accepted = { bookingId: string; reference: string; status: "requested" | "confirmed"; decideAt: Date | null }
export type AcceptRefusal =
  | "not_found"
  | "no_offer"
  | "offer_lapsed"
  | "session_closed"
  | "session_paused"
  | "pending_change"
  | "conditions_changed"
  | "move_by_request"
  | AdmissionRefusal
  | BillingRefusal

/**
 * Takes the seat that is offered: confirmed at once in an instant format, a request with its `decideAt` in a reviewed
 * one. Whoever waited with a seat or a request at another date moves in the same transaction, as by `rebookSeat`: there
 * are never no seats and never two confirmed ones. The entry is closed.
 *
 * An offer stands to its last instant, inclusive (`offer_lapsed` after it, whether or not anybody has noticed). Once the
 * session of the seat one keeps has begun there is nothing to move (`session_closed`), and while another change of that
 * seat is asked for it has to wait (`pending_change`); a second move after a closed round was seen is for the organizer
 * to make (`move_by_request`, as by `rebookSeat`).
 * Accepting what is accepted gives the same answer. `no_offer` where there is none, or another one than `seatId`.
 * Agreed to is what `conditions` says was shown, without it what the offer was made under; where that is no longer so,
 * `conditions_changed`. A seat that costs something needs somebody who is billed, as by `rebookSeat` (`billing_needed`,
 * `paid_by_other_company`), and a closed round asks what was not said when the entry was made (`role_not_admitted`,
 * `industry_needed`, `size_band_needed`, `no_sales_needed`).
 */
export async function acceptOffer(
  input: { entryId: string; seatId?: string; conditions?: string; billing?: BillingInput } & RoundAnswers,
  by: By,
): Promise<Outcome<Accepted, AcceptRefusal>> {
  return transaction(async (tx, now) => {
    const { industry, sizeBand, noSalesVersion } = input
    const found = await lockEntry(tx, input.entryId, by.actor)
    if (!found?.locked) return refuse(found ? "no_offer" : "not_found")
    const { entry, locked } = found
    const { offered, ...settled } = activeSeats(locked.seats)
    if (!offered || (input.seatId && input.seatId !== offered.id)) {
      const taken = settled.requested ?? settled.confirmed
      return entry.state === "accepted" && taken ? answer(locked, taken) : refuse("no_offer")
    }
    const session = sessionOf(locked, offered)
    const keeps = settled.confirmed ?? settled.requested
    const kept = keeps && sessionOf(locked, keeps)
    // A seat that is being used is not given up any more.
    if (!isOpen(session, now) || (kept && !isOpen(kept, now))) return refuse("session_closed")
    if (offered.expiresAt! < now) return refuse("offer_lapsed")
    const paused = whilePaused(session) ?? (kept && whilePaused(kept))
    if (paused) return paused
    if (settled.confirmed && (settled.requested || (await isHandedOver(tx, settled.confirmed))))
      return refuse("pending_change")
    if (keeps && (await isMoveByRequest(tx, locked.booking, session.formatId, by.actor.kind)))
      return refuse("move_by_request")
    const asked = await askForRound(tx, locked.booking, session, { industry, sizeBand, noSalesVersion })
    if (!asked.ok) return asked
    const shown = input.conditions ?? (await offeredUnder(tx, offered))
    if (shown !== null && shown !== session.conditions) return refuse("conditions_changed")
    const unbilled = await billBooking(tx, locked.booking, session, input.billing, { ...by, now })
    if (unbilled) return refuse(unbilled)
    await keepAnswers(tx, locked.booking.id, asked.answers)
    return accept(tx, locked, offered, by, now)
  }, by)
}

const offeredUnder = async (tx: Tx, { id: seatId }: LockedSeat) =>
  (await tx.seatOffer.findUniqueOrThrow({ where: { seatId }, select: { conditions: true } })).conditions

async function accept(tx: Tx, locked: LockedBooking, offered: LockedSeat, by: By, now: Date) {
  const session = sessionOf(locked, offered)
  const { confirmed, requested } = activeSeats(locked.seats)
  const old = confirmed ?? requested
  const decideAt = answerAt(session, now, firstStart(session, old && sessionOf(locked, old)))
  const from = old && { seat: old, fee: await feeOf(tx, locked, old, by.actor, now, "rebook") }
  const { participantId } = offered
  await settleMove(tx, locked, { to: session, offered, participantId, decideAt, from }, by, now)
  return answer(locked, { ...offered, decideAt })
}

const answer = ({ booking: { reference } }: LockedBooking, { bookingId, decideAt }: LockedSeat) =>
  ({ ok: true, bookingId, reference, status: decideAt ? "requested" : "confirmed", decideAt }) as const
