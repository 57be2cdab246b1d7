import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { findAnswer, once } from "@/lib/once"
import type { Person } from "@/lib/people/recognise-participant"
import { isColleague, type PersonRefusal, substituteFault, withoutUnasked } from "@/lib/people/rules-admission"
import { isOpen, type LockedSession, whilePaused } from "@/lib/sessions/lock-sessions"
import { findDuplicate } from "./find-duplicate"
import { handOver } from "./hand-over"
import { activeSeats, type LockedBooking, lockBooking, type LockedSeat, sessionOf } from "./lock-booking"
import { markReleased, nothingOwed, withdrawSubstitution } from "./release-seat"
import { decideAt } from "./rules"
import { takeSeat } from "./take-seat"
import type { SubstituteInput } from "@/lib/people/schema"

export type SubstituteRefusal =
  | "not_found"
  | "session_closed"
  | "session_paused"
  | "not_available"
  | "not_confirmed"
  | "pending_change"
  | "request_id_reused"
  | PersonRefusal
type Substitution = { requestId?: string; bookingId: string; participant: SubstituteInput }
type Substituted = { status: "requested" | "confirmed"; decideAt: Date | null }

const verb = "substitute-participant"

/**
 * Hands a seat to somebody else. A colleague (`isColleague`) takes it at once, in whatever state it is; everybody else is
 * a request that holds no capacity and is answered at `decideAt`, in every format. Naming who has the seat or is asked for
 * it already succeeds without effect; another name replaces the open request.
 *
 * Refuses when the session has begun, while a rebooking is waiting (`pending_change`), for somebody from outside
 * before the seat is confirmed (`not_confirmed`), a role that the format does not admit (`role_not_admitted`), and of an
 * open round a colleague who is already there (`not_available`). That somebody from outside is already there is not for
 * the holder to know: they are asked for like anybody and declined in time. Of a colleague the holder of a seat in a closed
 * round is not to know it either: they take the seat as if they had none (`makeRoom`). Of somebody from outside a closed
 * round asks what it asks of everybody (`industry_needed`, `size_band_needed`).
 */
export async function substituteParticipant(
  input: Substitution,
  by: By,
): Promise<Outcome<Substituted, SubstituteRefusal>> {
  const { requestId, ...payload } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, payload.bookingId, by.actor)
    return once(tx, { verb, requestId, payload, now }, () => substitute(tx, locked, payload.participant, by, now))
  }, by)
}

/** What was answered to this very request; null when it has not been carried out. Changes nothing. */
export const findSubstituted = ({ requestId, ...payload }: Substitution) =>
  findAnswer<Substituted>({ verb, requestId, payload })

async function substitute(
  tx: Tx,
  locked: LockedBooking | null,
  input: SubstituteInput,
  by: By,
  now: Date,
): Promise<Outcome<Substituted, Exclude<SubstituteRefusal, "request_id_reused">>> {
  if (!locked) return refuse("not_found")
  const { booking, seats } = locked
  const { confirmed, requested } = activeSeats(seats)
  const seat = confirmed ?? requested
  if (!seat) return refuse("not_found")
  const session = sessionOf(locked, seat)
  if (!isOpen(session, now)) return refuse("session_closed")
  const status = seat.state === "confirmed" ? "confirmed" : "requested"
  if (input.email === booking.email)
    return { ok: true, status, decideAt: requested && !confirmed ? requested.decideAt : null }
  const paused = whilePaused(session)
  if (paused) return paused
  if (confirmed && requested) return refuse("pending_change")

  const { company, ...rest } = withoutUnasked(input, session.round)
  const person: Person = { ...rest, companyName: company }
  const holder = { email: booking.email, company: booking.companyName }
  const fault = substituteFault(holder, input, session)
  if (fault) return refuse(fault)
  if (isColleague(holder, input, session)) {
    const duplicate = await findDuplicate(tx, session.id, input.email, booking.id)
    if (duplicate && session.round === "open") return refuse("not_available")
    const mayGiveWay = seat.state === "confirmed" || booking.companyProven
    const inVain =
      duplicate !== null &&
      !(mayGiveWay && (await makeRoom(tx, session, { of: duplicate.bookingId, for: seat, by, now })))
    await handOver(tx, locked, { seat, person, by, now, detail: {}, inVain })
    return { ok: true, status, decideAt: confirmed ? null : seat.decideAt }
  }
  if (!confirmed) return refuse("not_confirmed")
  const open = await tx.substitution.findFirst({ where: { seatId: seat.id, state: "requested" } })
  if (open?.email === input.email) return { ok: true, status: "requested", decideAt: open.decideAt }
  await withdrawSubstitution(tx, seat.id, now)
  const due = decideAt(session, session.startsAt, session.timeZone, now)
  const { id } = await tx.substitution.create({
    data: { ...person, bookingId: booking.id, seatId: seat.id, decideAt: due, createdAt: now },
    select: { id: true },
  })
  await recordActivity(tx, "substitution.requested", {
    actor: by.actor,
    ...{ bookingId: booking.id, seatId: seat.id, sessionId: session.id },
    detail: { substitutionId: id, decideAt: due.toISOString(), replacedSubstitutionId: open?.id ?? null },
    at: now,
  })
  return { ok: true, status: "requested", decideAt: due }
}

/**
 * In a closed round who hands a seat over does not learn that the colleague is there already. What the colleague has asked
 * for themselves gives way, since one seat is all they can have: it is asked for in vain from now on, so that its capacity
 * is free no sooner than with any other answer. An offer, and a seat of theirs, give way to a confirmed one. Only a
 * confirmed seat does not give way to what is merely asked for: that is asked for in vain then, and declined in time. A
 * request that nobody of the company has proved ends nobody's either, or a stranger could end one by naming them.
 * @returns whether there is room now
 */
async function makeRoom(
  tx: Tx,
  session: LockedSession,
  { of: bookingId, for: seat, by, now }: { of: string; for: LockedSeat; by: By; now: Date },
): Promise<boolean> {
  const own = await tx.seat.findFirstOrThrow({
    where: { bookingId, groupSessionId: session.id, state: { in: ["requested", "offered", "confirmed"] } },
  })
  if (own.state === "confirmed" && seat.state !== "confirmed") return false
  await markReleased(tx, [own.id], "duplicate", now)
  await withdrawSubstitution(tx, own.id, now)
  const { decideAt, replacesSeatId } = own
  if (own.state === "requested")
    await takeSeat(tx, {
      ...{ sessionId: session.id, bookingId, participantId: null, decideAt, now },
      replacesSeatId: replacesSeatId ?? undefined,
    })
  await recordActivity(tx, "seat.released", {
    actor: by.actor,
    ...{ bookingId, seatId: own.id, sessionId: session.id },
    detail: { reason: "duplicate", before: own.state, fee: nothingOwed },
    at: now,
  })
  return true
}
