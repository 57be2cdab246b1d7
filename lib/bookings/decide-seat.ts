import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import { type Decision, Prisma } from "@/prisma/generated/client"
import { findCollisions } from "./find-collisions"
import { lockBooking, sessionOf } from "./lock-booking"
import { isSettled } from "./rules-collisions"

export type DecideRefusal = "not_found" | "already_decided" | "has_seat" | "company_seated"

/**
 * Notes what the organizer wants for a requested seat; null takes it back. Nothing happens before `decideAt` and
 * nobody is told: neither the text nor the time of an answer says how it came about. `already_decided` once the
 * answer is due or the request is gone; `has_seat` where somebody asked for a person who has a seat there already;
 * `company_seated` for a yes in a closed round where the company has one, or another of it has a yes already.
 *
 * `namedDates`: which other dates a no names, at most two, in a closed round; without it the next two on which this person
 * fits. What no longer fits when the answer is given is left out.
 */
export async function decideSeat(
  input: { seatId: string; decision: Decision | null; namedDates?: string[] },
  by: By,
): Promise<Outcome<{ decideAt: Date }, DecideRefusal>> {
  return transaction(async (tx, now) => {
    const found = await tx.seat.findUnique({ where: { id: input.seatId }, select: { bookingId: true } })
    const locked = found && (await lockBooking(tx, found.bookingId, by.actor))
    const seat = locked?.seats.find(({ id }) => id === input.seatId)
    if (!locked || !seat) return refuse("not_found")
    if (seat.state !== "requested" || !seat.decideAt || seat.decideAt <= now) return refuse("already_decided")
    const { decideAt, bookingId, sessionId } = seat
    if (seat.decision === input.decision && !input.namedDates) return { ok: true, decideAt }
    if (!seat.participantId) return refuse("has_seat")
    const confirms = input.decision === "confirm"
    if (confirms && (await isCompanySeated(tx, sessionOf(locked, seat), seat.id))) return refuse("company_seated")
    const namedDates = (input.decision === "decline" && input.namedDates) || Prisma.DbNull
    const data = { ...noted(input.decision, by, now), namedDates }
    await tx.seat.update({ where: { id: seat.id }, data, select: { id: true } })
    const detail = { before: seat.decision, after: input.decision }
    await recordActivity(tx, "decision.made", {
      actor: by.actor,
      bookingId,
      seatId: seat.id,
      sessionId,
      detail,
      at: now,
    })
    return { ok: true, decideAt }
  }, by)
}

/** As decideSeat, for a substitute from another company. */
export async function decideSubstitution(
  input: { substitutionId: string; decision: Decision | null },
  by: By,
): Promise<Outcome<{ decideAt: Date }, DecideRefusal>> {
  return transaction(async (tx, now) => {
    const { substitutionId: id, decision } = input
    const found = await tx.substitution.findUnique({ where: { id }, select: { bookingId: true } })
    const locked = found && (await lockBooking(tx, found.bookingId, by.actor))
    if (!locked) return refuse("not_found")
    const open = await tx.substitution.findUniqueOrThrow({
      where: { id },
      include: { seat: { select: { groupSessionId: true } } },
    })
    if (open.state !== "requested" || open.decideAt <= now) return refuse("already_decided")
    const { decideAt, bookingId, seatId } = open
    if (open.decision === decision) return { ok: true, decideAt }
    const session = locked.sessions.get(open.seat.groupSessionId)
    if (session && decision === "confirm" && (await isCompanySeated(tx, session, id))) return refuse("company_seated")
    await tx.substitution.update({ where: { id }, data: noted(decision, by, now), select: { id: true } })
    const detail = { substitutionId: id, before: open.decision, after: decision }
    const about = { actor: by.actor, bookingId, seatId, sessionId: open.seat.groupSessionId }
    await recordActivity(tx, "decision.made", { ...about, detail, at: now })
    return { ok: true, decideAt }
  }, by)
}

async function isCompanySeated(tx: Tx, session: LockedSession, id: string): Promise<boolean> {
  if (session.round === "open") return false
  const collisions = await findCollisions(tx, session.id, id)
  return collisions.some((each) => each.kind === "same_company" && isSettled(each.with))
}

const noted = (decision: Decision | null, { actor }: By, now: Date) =>
  decision
    ? { decision, decidedById: actor.id ?? null, decidedAt: now }
    : { decision: null, decidedById: null, decidedAt: null }
