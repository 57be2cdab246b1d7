import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { attendanceOpen } from "@/lib/sessions/rules"
import type { Attendance, SeatState } from "@/prisma/generated/client"

type AttendanceInput = {
  sessionId: string
  seatIds: string[]
  /** Null takes back what was recorded. */
  attendance: Attendance | null
  /** Of whom the session has to be; everybody's if it is left out. */
  hostId?: string
}
type Row = { id: string; bookingId: string; state: SeatState; attendance: Attendance | null }

/**
 * Records who was there, for one or several confirmed seats of a session, from its local day on and without an end:
 * mistakes are found later. A correction is logged with what stood there before; what stands there already has no
 * effect. All or nothing.
 *
 * Refuses a session or seat that is not there or is another host's (`not_found`), the days before (`too_early`), and a
 * seat that is not confirmed (`seat_gone`).
 */
export async function recordAttendance(
  input: AttendanceInput,
  by: By,
): Promise<Outcome<{ changed: number }, "not_found" | "too_early" | "seat_gone">> {
  const { attendance, hostId } = input
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session || (hostId !== undefined && session.hostId !== hostId)) return refuse("not_found")
    if (!attendanceOpen(session, now)) return refuse("too_early")
    const seats = await tx.$queryRaw<Row[]>`
      SELECT id, booking_id AS "bookingId", state, attendance FROM seats
       WHERE group_session_id = ${session.id}::uuid AND id = ANY(${input.seatIds}::uuid[])
       ORDER BY id FOR NO KEY UPDATE`
    if (seats.length < new Set(input.seatIds).size) return refuse("not_found")
    if (seats.some(({ state }) => state !== "confirmed")) return refuse("seat_gone")
    const changed = seats.filter((seat) => seat.attendance !== attendance)
    await tx.seat.updateMany({
      where: { id: { in: changed.map(({ id }) => id) } },
      data: { attendance, attendanceAt: attendance && now },
    })
    for (const { id, bookingId, attendance: before } of changed) {
      await recordActivity(tx, "attendance.recorded", {
        actor: by.actor,
        ...{ bookingId, seatId: id, sessionId: session.id },
        detail: { before, after: attendance },
        at: now,
      })
    }
    return { ok: true, changed: changed.length }
  }, by)
}
