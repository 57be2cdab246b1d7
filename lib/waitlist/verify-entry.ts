import { recordActivity } from "@/lib/activity"
import { checkProof, type Proof, type ProofRefusal } from "@/lib/bookings/check-proof"
import { provesCompany } from "@/lib/bookings/verify-booking"
import { transaction, type Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { recogniseBooker } from "@/lib/people/recognise-booker"
import { recogniseParticipant } from "@/lib/people/recognise-participant"
import type { TokenRole } from "@/lib/secrets"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { lockQueue } from "./lock-entry"
import { listFree, offerSeats } from "./offer-seats"
import { findEntryBookingId } from "./queries"

type Queued = { ok: true; entryId: string; bookingId: string; role: TokenRole }
export type VerifyEntryOutcome = Queued | (Refusal<ProofRefusal | "entry_closed"> & { triesLeft?: number })

/**
 * Lets an entry count once somebody has read the mail: from now on it is in the queue, and where a seat is free by now
 * it is offered at once. Verifying again succeeds without effect; a closed entry stays closed (`entry_closed`). An
 * unknown entry answers like a wrong code.
 *
 * Whether this person has a seat or waits already is not told: a seat is never offered to somebody who has one there.
 */
export async function verifyEntry(
  input: { entryId: string; proof: Proof },
  options: { now?: Date } = {},
): Promise<VerifyEntryOutcome> {
  const bookingId = await findEntryBookingId(input.entryId)
  if (!bookingId) return refuse("code_invalid")
  const proved = await checkProof(bookingId, input.proof, options)
  return proved.ok ? transaction((tx, now) => verify(tx, input.entryId, now), options) : proved
}

async function verify(tx: Tx, entryId: string, now: Date): Promise<VerifyEntryOutcome> {
  const dates = await tx.waitlistDate.findMany({ where: { entryId }, orderBy: { groupSessionId: "asc" } })
  const free = await listFree(tx, entryId, now)
  const asked = [...new Set([...free, ...dates.map(({ groupSessionId }) => groupSessionId)])]
  await lockSessions(tx, asked)
  const { bookingId } = await tx.waitlistEntry.findUniqueOrThrow({ where: { id: entryId } })
  await tx.$queryRaw`SELECT FROM lock_booking(${bookingId}::uuid)`
  const booking = await tx.booking.findUniqueOrThrow({ where: { id: bookingId } })
  const role: TokenRole = booking.bookerEmail ? "booker" : "participant"
  const proved = (booking.bookerEmail ?? booking.email) === booking.email
  const participantId =
    booking.participantId ?? (await recogniseParticipant(tx, booking, { proved, locale: booking.locale, now }))
  if (booking.bookerEmail) await recogniseBooker(tx, bookingId, now)

  await lockQueue(tx)
  const entry = await tx.waitlistEntry.findUniqueOrThrow({ where: { id: entryId } })
  const answer = { ok: true, entryId, bookingId, role } as const
  if (entry.queuedAt) return entry.closedAt ? refuse("entry_closed") : answer
  if (entry.closedAt) return refuse("entry_closed")
  await tx.booking.update({
    where: { id: bookingId },
    data: { participantId, verifiedAt: now, companyProven: provesCompany(booking) },
    select: { id: true },
  })
  await tx.waitlistEntry.update({ where: { id: entryId }, data: { queuedAt: now }, select: { id: true } })
  await tx.waitlistDate.updateMany({ where: { entryId }, data: { queuedAt: now } })
  await recordActivity(tx, "waitlist.queued", {
    actor: { kind: role, id: participantId },
    bookingId,
    // Of several dates none is more than the others.
    sessionId: dates.length === 1 ? dates[0]?.groupSessionId : undefined,
    detail: { entryId },
    at: now,
  })
  for (const sessionId of asked) await offerSeats(tx, sessionId, now)
  return answer
}
