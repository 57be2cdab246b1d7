import { recordActivity, system } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { recogniseBooker } from "@/lib/people/recognise-booker"
import { recogniseParticipant } from "@/lib/people/recognise-participant"
import { isSameCompany } from "@/lib/people/rules-companies"
import type { TokenRole } from "@/lib/secrets"
import { isOpen, whilePaused } from "@/lib/sessions/lock-sessions"
import { checkProof, type Proof, type ProofRefusal } from "./check-proof"
import { priceOf } from "./agreed-price"
import { findDuplicate, recordDuplicate, tellDuplicate } from "./find-duplicate"
import { activeSeats, type LockedBooking, lockBooking, type LockedSeat, sessionOf } from "./lock-booking"
import { markFilled, markGuaranteed } from "./mark-milestones"
import { markReleased } from "./release-seat"
import { answerAt } from "./rules"
import { netLeft, payBefore, paysAhead } from "./rules-price"
import { retakeVoucher } from "./retake-voucher"
import { isFull, takeSeat } from "./take-seat"

type Verified = {
  ok: true
  bookingId: string
  /** `payment`: the seat is held and sure once it is paid. */
  status: "requested" | "confirmed" | "payment"
  decideAt: Date | null
  /** Until when it is held for who has to pay; null otherwise. */
  heldUntil: Date | null
  role: TokenRole
  /** Of the role, for the token that opens the booking: should the seat be handed over now, it opens nothing. */
  generation: number
}
export type VerifyRefusal =
  | ProofRefusal
  | "hold_expired"
  | "session_closed"
  | "session_paused"
  | "already_booked"
  | "not_available"
  | "voucher_used_up"
export type VerifyOutcome = Verified | (Refusal<VerifyRefusal> & { triesLeft?: number })

/**
 * Turns a hold into a seat once somebody has read the mail: confirmed at once in an instant format, requested with
 * `decideAt` in a reviewed one. Where it is paid by card or debit and confirmed at once, it stays held for at least 30
 * minutes from then, but not beyond the start, and `confirmPaid` confirms it. A hold that has run out takes a seat again
 * if there is one (`hold_expired` if not), with its voucher, if others have not used that up meanwhile (`voucher_used_up`).
 * Verifying again with the same proof gives the same answer; the edge issues a fresh token for `role`.
 *
 * The proved mailbox is the booker's where there is a booker. A person's second seat in the session is refused:
 * `already_booked` to who may know of the first. Who may not hears `not_available` in an instant format and asks like
 * anybody in a reviewed one, to be declined in time; the person is told by mail who tried.
 * A running hold is a seat already and is verified in a paused session too; one that has run out has to wait there.
 */
export async function verifyBooking(
  input: { bookingId: string; proof: Proof },
  options: { now?: Date } = {},
): Promise<VerifyOutcome> {
  const proved = await checkProof(input.bookingId, input.proof, options)
  if (!proved.ok) return proved
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, input.bookingId, system)
    if (!locked) return refuse("hold_expired")
    // Another code, or another person, since the proof was looked at.
    if (locked.booking.codeGeneration !== proved.codeGeneration) return refuse("code_expired")
    return verify(tx, locked, now)
  }, options)
}

async function verify(tx: Tx, locked: LockedBooking, now: Date): Promise<VerifyOutcome> {
  const { booking, seats } = locked
  const role: TokenRole = booking.bookerEmail ? "booker" : "participant"
  const generation = role === "booker" ? booking.bookerGeneration : booking.participantGeneration
  const ownMailbox = (booking.bookerEmail ?? booking.email) === booking.email
  const { confirmed, requested, held } = activeSeats(seats)
  const settled = confirmed ?? requested
  if (settled) {
    const { state, decideAt } = settled
    return {
      ok: true,
      bookingId: booking.id,
      status: state as Verified["status"],
      decideAt: state === "requested" ? decideAt : null,
      heldUntil: null,
      role,
      generation,
    }
  }
  const latest = held ?? seats.at(-1)!
  const session = sessionOf(locked, latest)
  if (!isOpen(session, now)) return refuse("session_closed")
  if (held && booking.verifiedAt && (held.expiresAt! > now || (await isBeingPaid(tx, held.id))))
    return {
      ok: true,
      bookingId: booking.id,
      status: "payment",
      decideAt: null,
      heldUntil: held.expiresAt,
      role,
      generation,
    }
  if (!held && !mayTakeAgain(latest)) return refuse("hold_expired")
  const inTime = held && held.expiresAt! > now
  const paused = inTime ? null : whilePaused(session)
  if (paused) return paused
  if (!inTime && (await isFull(tx, session, now))) return refuse("hold_expired")

  const decideAt = answerAt(session, now)
  const duplicate = await findDuplicate(tx, session.id, booking.email, booking.id)
  const told = duplicate && tellDuplicate(duplicate, { ownMailbox, bookerEmail: booking.bookerEmail, decideAt })
  if (told && told !== "in_vain") {
    if (inTime) await refuseDuplicate(tx, held, { role, told, now })
    return refuse(told)
  }

  const participantId = told
    ? null
    : await recogniseParticipant(tx, booking, { proved: ownMailbox, locale: booking.locale, now })
  if (!inTime && !(await retakeVoucher(tx, booking.id))) return refuse("voucher_used_up")
  const { price, pays } = await priceOf(tx, booking.id)
  const heldUntil =
    !decideAt && paysAhead(pays) && netLeft(price) > 0
      ? payBefore(inTime ? held.expiresAt : null, now, session.startsAt)
      : null
  const seatId = inTime
    ? await settleHold(tx, held, { participantId, decideAt, heldUntil, now })
    : await takeSeat(tx, { sessionId: session.id, bookingId: booking.id, participantId, decideAt, heldUntil, now })
  await tx.booking.update({
    where: { id: booking.id },
    data: { participantId, verifiedAt: now, companyProven: provesCompany(booking) },
    select: { id: true },
  })
  if (booking.bookerEmail) await recogniseBooker(tx, booking.id, now)
  const status = heldUntil ? "payment" : decideAt ? "requested" : "confirmed"
  await recordActivity(tx, heldUntil ? "payment.awaited" : decideAt ? "seat.requested" : "seat.confirmed", {
    actor: { kind: role, id: participantId ?? undefined },
    ...{ bookingId: booking.id, seatId, sessionId: session.id },
    detail: {
      ...{ before: "held", late: !inTime, decideAt: decideAt?.toISOString() ?? null },
      ...(status === "confirmed" && { price }),
      ...(heldUntil && { heldUntil: heldUntil.toISOString() }),
    },
    at: now,
  })
  if (told) {
    const about = { bookingId: booking.id, seatId, sessionId: session.id }
    await recordDuplicate(tx, { actor: { kind: role }, ...about, told, at: now })
  }
  if (status === "confirmed") await markGuaranteed(tx, session, now)
  await markFilled(tx, session, now)
  return { ok: true, bookingId: booking.id, status, decideAt, heldUntil, role, generation }
}

/** Whether the mailbox that verifies a booking proves the company of the person it is for. */
export const provesCompany = ({ email, bookerEmail }: { email: string; bookerEmail: string | null }): boolean =>
  isSameCompany(bookerEmail ?? email, email)

const isBeingPaid = async (tx: Tx, seatId: string): Promise<boolean> =>
  (await tx.$queryRaw<[{ paid: boolean }]>`SELECT being_paid(${seatId}::uuid) AS paid`)[0].paid

/** A hold that ran out, or was refused for another seat that may be gone by now. What was given back or declined stays so. */
const mayTakeAgain = (seat: LockedSeat) => seat.releaseReason === "expired" || seat.releaseReason === "duplicate"

type Settling = { participantId: string | null; decideAt: Date | null; heldUntil: Date | null; now: Date }

async function settleHold(
  tx: Tx,
  held: LockedSeat,
  { participantId, decideAt, heldUntil, now }: Settling,
): Promise<string> {
  if (heldUntil) {
    await tx.seat.update({
      where: { id: held.id },
      data: { participantId, expiresAt: heldUntil },
      select: { id: true },
    })
    return held.id
  }
  const settled = decideAt
    ? {
        state: "requested" as const,
        decideAt,
        requestedAt: now,
        ...(!participantId && { decision: "decline" as const }),
      }
    : { state: "confirmed" as const, confirmedAt: now }
  await tx.seat.update({
    where: { id: held.id },
    data: { ...settled, participantId, expiresAt: null },
    select: { id: true },
  })
  return held.id
}

async function refuseDuplicate(
  tx: Tx,
  held: LockedSeat,
  { role, told, now }: { role: TokenRole; told: "already_booked" | "not_available"; now: Date },
): Promise<void> {
  await markReleased(tx, [held.id], "duplicate", now)
  const about = { bookingId: held.bookingId, seatId: held.id, sessionId: held.sessionId }
  await recordDuplicate(tx, { actor: { kind: role }, ...about, told, at: now })
}
