import type { Tx } from "@/lib/db"
import type { LockedSession } from "@/lib/sessions/lock-sessions"

/** How many seats of a locked session are taken, now also in `session`. What has run out lapses first: somebody needs the seat. */
export async function countTaken(tx: Tx, session: LockedSession, now: Date): Promise<number> {
  const [{ lapsed }] = await tx.$queryRaw<
    [{ lapsed: number }]
  >`SELECT lapse_holds(${session.id}::uuid, ${now}::timestamptz) AS lapsed`
  session.seatsTaken -= lapsed
  return session.seatsTaken
}

/** Whether a locked session is full, as `countTaken` counts. */
export const isFull = async (tx: Tx, session: LockedSession, now: Date): Promise<boolean> =>
  (await countTaken(tx, session, now)) >= session.capacity

/**
 * Takes a seat for a known person: held where it is paid first, requested when an answer is due, confirmed otherwise.
 * The session is locked and not full, or a seat in it has just been released. The seats of a booking are told apart by
 * when they were made, so one made in the same millisecond comes a millisecond later.
 * @returns the seat's id
 */
export async function takeSeat(
  tx: Tx,
  seat: {
    sessionId: string
    bookingId: string
    /** Null for who asks in vain: it is declined when it is answered. */
    participantId: string | null
    decideAt: Date | null
    /** Only held until then, for who pays before it is sure. */
    heldUntil?: Date | null
    replacesSeatId?: string
    /** Price and terms that the booking takes over once this seat is confirmed. */
    agreement?: object
    now: Date
  },
): Promise<string> {
  const {
    sessionId,
    bookingId,
    participantId,
    decideAt,
    heldUntil = null,
    replacesSeatId = null,
    agreement,
    now,
  } = seat
  const state = heldUntil ? "held" : decideAt ? "requested" : "confirmed"
  const [{ id }] = await tx.$queryRaw<[{ id: string }]>`
    INSERT INTO seats (group_session_id, booking_id, participant_id, state, expires_at, decide_at, requested_at, confirmed_at, replaces_seat_id,
                       agreement, decision, created_at)
    SELECT ${sessionId}::uuid, ${bookingId}::uuid, ${participantId}::uuid, ${state}::seat_state, ${heldUntil}::timestamptz,
           ${decideAt}::timestamptz, ${decideAt ? now : null}::timestamptz, ${state === "confirmed" ? now : null}::timestamptz, ${replacesSeatId}::uuid,
           ${agreement ? JSON.stringify(agreement) : null}::jsonb, ${participantId ? null : "decline"}::decision,
           greatest(${now}::timestamptz, max(created_at) + interval '1 millisecond')
      FROM seats WHERE booking_id = ${bookingId}::uuid
    RETURNING id`
  return id
}

/** Takes the seat that is offered to a booking, as `takeSeat` takes a free one; the database closes offer and entry. */
export async function takeOffered(
  tx: Tx,
  seatId: string,
  seat: { decideAt: Date | null; replacesSeatId?: string; agreement?: object; now: Date },
): Promise<string> {
  const { decideAt, replacesSeatId, agreement, now } = seat
  await tx.seat.update({
    where: { id: seatId },
    data: {
      ...(decideAt ? { state: "requested", decideAt, requestedAt: now } : { state: "confirmed", confirmedAt: now }),
      ...{ expiresAt: null, replacesSeatId, agreement },
    },
    select: { id: true },
  })
  return seatId
}
