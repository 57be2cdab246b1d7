import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, lockSessions } from "@/lib/sessions/lock-sessions"
import type { SeatAnswerKind, SeatState } from "@/prisma/generated/client"
import { keepAnswer } from "./keep-answer"

type NoteInput = {
  sessionId: string
  seatId: string
  /** What the organizer was told; `reached` when nothing certain. Null takes back what was noted. */
  answer: SeatAnswerKind | null
  /** Of whom the session has to be; everybody's if it is left out. */
  hostId?: string
}

/**
 * Notes what somebody said on the phone, of a confirmed seat and before the session begins: it stands as if they had
 * said it themselves. Refuses a session or seat that is not there or is another host's (`not_found`), a seat that is
 * gone (`seat_gone`), and a session that has begun or is off (`session_closed`).
 */
export async function noteAnswer(
  input: NoteInput,
  by: By,
): Promise<Outcome<object, "not_found" | "seat_gone" | "session_closed">> {
  const { sessionId, seatId, answer, hostId } = input
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [sessionId])
    if (!session || (hostId !== undefined && session.hostId !== hostId)) return refuse("not_found")
    const [seat] = await tx.$queryRaw<{ bookingId: string; state: SeatState }[]>`
      SELECT booking_id AS "bookingId", state FROM seats
       WHERE id = ${seatId}::uuid AND group_session_id = ${sessionId}::uuid FOR NO KEY UPDATE`
    if (!seat) return refuse("not_found")
    if (seat.state !== "confirmed") return refuse("seat_gone")
    if (!isOpen(session, now)) return refuse("session_closed")
    await keepAnswer(tx, { seatId, bookingId: seat.bookingId, sessionId }, answer, by, now)
    return { ok: true }
  }, by)
}
