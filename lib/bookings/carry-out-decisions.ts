import { recordActivity, system } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { violatedConstraint } from "@/lib/errors"
import { oneByOne } from "@/lib/one-by-one"
import { settleCompany } from "@/lib/people/recognise-company"
import { agreed } from "./agreed-price"
import { findCollisions, readRoom } from "./find-collisions"
import { findDuplicate } from "./find-duplicate"
import { listFittingDates, mostNamed } from "./find-fitting-dates"
import { handOver } from "./hand-over"
import { leaveVoucher } from "./leave-voucher"
import { activeSeats, type LockedBooking, lockBooking, type LockedSeat, sessionOf } from "./lock-booking"
import { markGuaranteed } from "./mark-milestones"
import type { Agreement } from "./settle-move"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import type { Decision } from "@/prisma/generated/client"
import { recordImpossible } from "./record-impossible"
import { markReleased, withdrawSubstitution } from "./release-seat"

const by = { actor: system }

/**
 * Gives every answer that is due, each in a transaction of its own. Undecided is confirmed, in a closed round only where
 * nothing stands against it. Confirmations and declines come in the same minute, so that the time of an answer says
 * nothing. While a session is paused its answers wait, yes and no alike, and come when it no longer is.
 *
 * Where the organizer has confirmed and the company has got a seat meanwhile, the answer is no as well, and the organizer
 * is told (`decision.impossible`): what can never succeed is not tried again.
 * @returns how many bookings had one
 */
export async function carryOutDecisions(options: { now?: Date } = {}): Promise<number> {
  const due = await db.$queryRaw<{ bookingId: string }[]>`
    WITH present AS (SELECT coalesce(${options.now ?? null}::timestamptz, clock_timestamp()) AS instant)
    SELECT booking_id AS "bookingId" FROM seats, present WHERE state = 'requested' AND decide_at <= instant
    UNION SELECT booking_id FROM substitutions, present WHERE state = 'requested' AND decide_at <= instant
    ORDER BY 1`
  return oneByOne(due, "decision.failed", async ({ bookingId }) => {
    try {
      await transaction((tx, now) => answer(tx, bookingId, now), options)
    } catch (error) {
      if (violatedConstraint(error) !== "seats_one_per_company_group") throw error
      await transaction((tx, now) => answer(tx, bookingId, now, { companySeated: true }), options)
    }
  })
}

/** `companySeated`: the company has a seat there, which the database has said. */
async function answer(tx: Tx, bookingId: string, now: Date, { companySeated = false } = {}): Promise<void> {
  const locked = await lockBooking(tx, bookingId, by.actor)
  if (!locked) return
  const { requested, confirmed } = activeSeats(locked.seats)
  if ([requested, confirmed].some((seat) => seat && sessionOf(locked, seat).pausedUntil !== null)) return
  if (requested?.decideAt && requested.decideAt <= now) {
    // A seat that was used is not given up any more.
    const tooLate = confirmed && sessionOf(locked, confirmed).endsAt <= now
    const stands =
      !tooLate && !companySeated && (await isWanted(tx, sessionOf(locked, requested), requested.id, requested.decision))
    await (stands ? confirm(tx, locked, requested, now) : decline(tx, requested, sessionOf(locked, requested), now))
    if (companySeated) await recordImpossible(tx, { ...by, ...about(requested), at: now })
  }
  await answerSubstitution(tx, locked, now, companySeated)
}

/** As the organizer has decided; undecided, where nothing stands against it. */
async function isWanted(tx: Tx, session: LockedSession, id: string, decision: Decision | null): Promise<boolean> {
  if (decision) return decision === "confirm"
  return session.round === "open" || (await findCollisions(tx, session.id, id)).length === 0
}

async function decline(tx: Tx, seat: LockedSeat, session: LockedSession, now: Date): Promise<void> {
  if (session.round === "closed") await nameDates(tx, seat, session, now)
  await markReleased(tx, [seat.id], "declined", now)
  const detail = { rebooking: seat.replacesSeatId !== null }
  await recordActivity(tx, "seat.declined", { ...by, ...about(seat), detail, at: now })
}

/** Other dates on which this person fits, those that the organizer has chosen or the next two: the mail and the page say them. */
async function nameDates(tx: Tx, { id }: LockedSeat, session: LockedSession, now: Date): Promise<void> {
  const { claims } = await readRoom(tx, session.id)
  const own = claims.filter((claim) => claim.id === id)
  const fitting = (await listFittingDates(tx, own, now)).get(id) ?? []
  const { namedDates } = await tx.seat.findUniqueOrThrow({ where: { id }, select: { namedDates: true } })
  const chosen = namedDates as string[] | null
  const named = chosen ? fitting.filter((date) => chosen.includes(date.id)) : fitting
  await tx.seat.update({
    where: { id },
    data: { namedDates: named.slice(0, mostNamed).map((date) => date.id) },
    select: { id: true },
  })
}

/** Confirms a request; a rebooking gives up the old seat in the same breath, and its old price and terms. */
async function confirm(tx: Tx, locked: LockedBooking, seat: LockedSeat, now: Date): Promise<void> {
  const old = activeSeats(locked.seats).confirmed
  const session = sessionOf(locked, seat)
  await leaveVoucher(tx, seat.bookingId, session.formatId, now)
  if (session.round === "closed") await settleCompany(tx, seat.bookingId, now)
  if (old) {
    await markReleased(tx, [old.id], "rebooked", now)
    await withdrawSubstitution(tx, old.id, now)
  }
  const { agreement } = await tx.seat.update({
    where: { id: seat.id },
    data: { state: "confirmed", confirmedAt: now },
    select: { agreement: true },
  })
  if (agreement) await takeOver(tx, seat.bookingId, agreement as Agreement)
  const detail = {
    ...(old ? { before: "confirmed", fromSeatId: old.id, fromSessionId: old.sessionId } : { before: "requested" }),
    ...(await agreed(tx, seat.bookingId)),
  }
  await recordActivity(tx, old ? "seat.rebooked" : "seat.confirmed", { ...by, ...about(seat), detail, at: now })
  await markGuaranteed(tx, session, now)
}

const takeOver = (tx: Tx, bookingId: string, agreement: Agreement) =>
  tx.booking.update({ where: { id: bookingId }, data: agreement, select: { id: true } })

async function answerSubstitution(tx: Tx, locked: LockedBooking, now: Date, companySeated: boolean): Promise<void> {
  const open = await tx.substitution.findFirst({
    where: { bookingId: locked.booking.id, state: "requested", decideAt: { lte: now } },
  })
  if (!open) return
  const seat = activeSeats(locked.seats).confirmed
  const stands = seat?.id === open.seatId
  const accepted =
    stands &&
    !companySeated &&
    (await isWanted(tx, sessionOf(locked, seat), open.id, open.decision)) &&
    !(await findDuplicate(tx, seat.sessionId, open.email, locked.booking.id))
  await tx.substitution.update({
    where: { id: open.id },
    data: { state: accepted ? "accepted" : "declined", closedAt: now },
    select: { id: true },
  })
  const detail = { substitutionId: open.id }
  if (accepted) await handOver(tx, locked, { seat, person: open, by, now, detail })
  else if (seat) await recordActivity(tx, "substitution.declined", { ...by, ...about(seat), detail, at: now })
  if (companySeated && seat) await recordImpossible(tx, { ...by, ...about(seat), detail, at: now })
}

const about = ({ id, bookingId, sessionId }: LockedSeat) => ({ bookingId, seatId: id, sessionId })
