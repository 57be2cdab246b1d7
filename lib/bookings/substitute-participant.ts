import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { findAnswer, once } from "@/lib/once"
import { settleCompany } from "@/lib/people/recognise-company"
import { type Person, recogniseParticipant } from "@/lib/people/recognise-participant"
import { admissionFault, type AdmissionRefusal, isAdmitted, withoutUnasked } from "@/lib/people/rules-admission"
import { isSameCompany } from "@/lib/people/rules-companies"
import { isOpen, type LockedSession, whilePaused } from "@/lib/sessions/lock-sessions"
import type { Industry, SizeBand } from "@/prisma/generated/client"
import { findDuplicate, recordDuplicate } from "./find-duplicate"
import { leaveQueue } from "./leave-queue"
import {
  activeSeats,
  type LockedBooking,
  type LockedBookingRow,
  lockBooking,
  type LockedSeat,
  sessionOf,
} from "./lock-booking"
import { markReleased, nothingOwed, withdrawSubstitution } from "./release-seat"
import { decideAt } from "./rules"
import type { SubstituteInput } from "@/lib/people/schema"
import { takeSeat } from "./take-seat"

export type SubstituteRefusal =
  | "not_found"
  | "session_closed"
  | "session_paused"
  | "not_available"
  | "not_confirmed"
  | "pending_change"
  | "request_id_reused"
  | Exclude<AdmissionRefusal, "no_sales_needed">
type Substitution = { requestId?: string; bookingId: string; participant: SubstituteInput }
type Substituted = { status: "requested" | "confirmed"; decideAt: Date | null }

const verb = "substitute-participant"

/**
 * Hands a seat to somebody else. A colleague, known by the mail domain of the company, takes it at once, in whatever
 * state it is; everybody else is a request that holds no capacity and is answered at `decideAt`, in every format. Naming who
 * has the seat or is asked for it already succeeds without effect; another name replaces the open request.
 *
 * Refuses when the session has begun, while a rebooking is waiting (`pending_change`), for somebody from outside
 * before the seat is confirmed (`not_confirmed`), a role that the format does not admit (`role_not_admitted`), and of an
 * open round a colleague who is already there (`not_available`). That somebody from outside is already there is not for
 * the holder to know: they are asked for like anybody and declined in time. In a closed round it is of nobody, so a
 * colleague takes the seat as if they had none (`makeRoom`); and of somebody from outside it asks what it asks of
 * everybody (`industry_needed`, `size_band_needed`).
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
  if (isSameCompany(booking.email, input.email)) {
    if (!isAdmitted(input.role, session)) return refuse("role_not_admitted")
    const duplicate = await findDuplicate(tx, session.id, input.email, booking.id)
    if (duplicate && session.round === "open") return refuse("not_available")
    const mayGiveWay = seat.state === "confirmed" || booking.companyProven
    const inVain =
      duplicate !== null &&
      !(mayGiveWay && (await makeRoom(tx, session, { of: duplicate.bookingId, for: seat, by, now })))
    await handOver(tx, locked, { seat, person, by, now, detail: {}, inVain })
    return { ok: true, status, decideAt: confirmed ? null : seat.decideAt }
  }
  const fault = admissionFault(input, session)
  if (fault) return refuse(fault)
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
 * for themselves gives way, since one seat is all they can have; so does a seat of theirs to a confirmed one. Only a
 * confirmed seat does not give way to what is merely asked for: that is asked for in vain then, and declined in time. So is
 * what nobody of the company has proved to ask for, or a stranger could end somebody's request by naming them.
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
  await recordActivity(tx, "seat.released", {
    actor: by.actor,
    ...{ bookingId, seatId: own.id, sessionId: session.id },
    detail: { reason: "duplicate", before: own.state, fee: nothingOwed },
    at: now,
  })
  return true
}

/**
 * The old seat is released and a new one of the same state taken for the new person, in the same booking. Both
 * generations rise: links and codes of the person before open nothing any more. Where they waited for another date with
 * this booking, nobody does any more.
 * @param inVain the new person has a seat there already: the request is declined when it is answered, and they are told
 */
export async function handOver(
  tx: Tx,
  locked: LockedBooking,
  {
    seat,
    person,
    by,
    now,
    detail,
    inVain = false,
  }: {
    seat: LockedSeat
    person: Successor
    by: By
    now: Date
    detail: { substitutionId?: string }
    inVain?: boolean
  },
): Promise<void> {
  const { booking } = locked
  const participantId = inVain
    ? null
    : await recogniseParticipant(tx, person, { proved: false, locale: booking.locale, now })
  await markReleased(tx, [seat.id], "substituted", now)
  await withdrawSubstitution(tx, seat.id, now)
  const { sessionId, bookingId } = seat
  const decideAt = seat.state === "requested" ? seat.decideAt : null
  const { givenName, familyName, companyName, role, email } = person
  await tx.booking.update({
    where: { id: bookingId },
    data: {
      ...{ participantId, givenName, familyName, companyName, role, email },
      ...{ title: person.title ?? null, phone: person.phone ?? null },
      ...{ participantGeneration: { increment: 1 }, codeGeneration: { increment: 1 } },
      // The link for approval was given away for the person before.
      ...{ approvalOpen: false, approvalReason: null, approvalGeneration: { increment: 1 } },
      // What their calendar says is for them to choose.
      calendarTitle: "discreet",
    },
    select: { id: true },
  })
  await forgetRound(tx, booking, person)
  // Who was answered is settled. A colleague comes from the company the seat stands for; where that is in doubt it stays so
  // until the organizer says which it is, or whoever names one would learn whether the company has a seat.
  if (detail.substitutionId && sessionOf(locked, seat).round === "closed") await settleCompany(tx, bookingId, now)
  const seatId = await takeSeat(tx, { sessionId, bookingId, participantId, decideAt, now })
  // What was noted is about the place and who asked for it: another name is no way around a no. What was asked for in
  // vain was declined for the person alone.
  if (seat.participantId && seat.decision && !inVain) {
    await tx.$executeRaw`
      UPDATE seats SET decision = old.decision, decided_by_id = old.decided_by_id, decided_at = old.decided_at
        FROM seats old WHERE seats.id = ${seatId}::uuid AND old.id = ${seat.id}::uuid`
  }
  await recordActivity(tx, "seat.substituted", {
    actor: by.actor,
    ...{ bookingId, seatId, sessionId },
    detail: { fromSeatId: seat.id, before: seat.state, decideAt: decideAt?.toISOString() ?? null, ...detail },
    at: now,
  })
  if (inVain) {
    const about = { bookingId, seatId, sessionId, at: now }
    await recordDuplicate(tx, { actor: by.actor, ...about, told: "in_vain" })
  }
  await leaveQueue(tx, locked, by, now)
}

/** Who comes next, with what they say of their company for a closed round. */
type Successor = Person & { industry?: Industry | null; sizeBand?: SizeBand | null }

/**
 * What the person before has said for a closed round is not the next one's. A colleague comes from the same company;
 * of anybody else nothing is proved.
 */
async function forgetRound(tx: Tx, { id, email }: LockedBookingRow, person: Successor): Promise<void> {
  await tx.conflictWish.deleteMany({ where: { bookingId: id } })
  if (isSameCompany(email, person.email)) return
  await tx.booking.update({ where: { id }, data: { companyProven: false, companyId: null }, select: { id: true } })
  const { industry = null, sizeBand = null } = person
  await tx.roundProfile.updateMany({ where: { bookingId: id }, data: { industry, sizeBand } })
}
