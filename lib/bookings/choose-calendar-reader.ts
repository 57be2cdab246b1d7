import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { CalendarReader } from "@/prisma/generated/client"
import { activeSeats, lockBooking } from "./lock-booking"

/**
 * Whose calendar the entry of a booking is in: the participant's, the booker's, or both. Who has it no longer gets a
 * cancellation of their own entry and of no other. Choosing what is chosen succeeds without effect. Refuses a booking that
 * nobody else made (`no_booker`) and one without a seat.
 */
export async function chooseCalendarReader(
  input: { bookingId: string; calendarFor: CalendarReader },
  by: By,
): Promise<Outcome<{ moved: boolean }, "not_found" | "no_booker">> {
  const { bookingId, calendarFor } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    const { confirmed, requested } = activeSeats(locked?.seats ?? [])
    const seat = confirmed ?? requested
    if (!locked || !seat) return refuse("not_found")
    if (!locked.booking.bookerEmail) return refuse("no_booker")
    const { calendarFor: before } = await tx.booking.findUniqueOrThrow({
      where: { id: bookingId },
      select: { calendarFor: true },
    })
    if (before === calendarFor) return { ok: true, moved: false }
    await tx.booking.update({ where: { id: bookingId }, data: { calendarFor }, select: { id: true } })
    await recordActivity(tx, "booking.calendar_moved", {
      actor: by.actor,
      ...{ bookingId, seatId: seat.id, sessionId: seat.sessionId },
      detail: { before, after: calendarFor },
      at: now,
    })
    return { ok: true, moved: confirmed !== undefined }
  }, by)
}
