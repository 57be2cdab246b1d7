import { type By, recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { settleCompany } from "@/lib/people/recognise-company"
import { type Person, recogniseParticipant } from "@/lib/people/recognise-participant"
import { isColleague } from "@/lib/people/rules-admission"
import type { Industry, SizeBand } from "@/lib/people/schema"
import { voidPromise } from "@/lib/people/void-promise"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import { recordDuplicate } from "./find-duplicate"
import { leaveQueue } from "./leave-queue"
import { type LockedBooking, type LockedBookingRow, type LockedSeat, sessionOf } from "./lock-booking"
import { markReleased, withdrawSubstitution } from "./release-seat"
import { takeSeat } from "./take-seat"

/** Who comes next, with what they say of their company for a closed round. */
type Successor = Person & { industry?: Industry | null; sizeBand?: SizeBand | null }

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
  await forgetPredecessor(tx, booking, person, { round: sessionOf(locked, seat).round, now })
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

/**
 * What the person before has said for a closed round is not the next one's. A colleague comes from the same company;
 * of anybody else nothing is proved.
 */
async function forgetPredecessor(
  tx: Tx,
  { id, email, companyName: company, participantId }: LockedBookingRow,
  person: Successor,
  { round, now }: { round: LockedSession["round"]; now: Date },
): Promise<void> {
  if (participantId) await voidPromise(tx, [id], participantId, now)
  await tx.conflictWish.deleteMany({ where: { bookingId: id } })
  await tx.roundProfile.updateMany({ where: { bookingId: id }, data: { noSalesVersion: null } })
  if (isColleague({ email, company }, { email: person.email, company: person.companyName }, { round })) return
  await tx.booking.update({ where: { id }, data: { companyProven: false, companyId: null }, select: { id: true } })
  const { industry = null, sizeBand = null } = person
  const said = { industry, sizeBand }
  if (industry ?? sizeBand)
    await tx.roundProfile.upsert({ where: { bookingId: id }, create: { bookingId: id, ...said }, update: said })
  else await tx.roundProfile.deleteMany({ where: { bookingId: id } })
}
