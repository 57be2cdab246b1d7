import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { CalendarTitle } from "@/prisma/generated/client"
import { activeSeats, lockBooking } from "./lock-booking"

/**
 * What the calendar entry of a booking is called: neutrally, since calendars are read by others, or like the format.
 * An entry that is in a calendar already is renamed there. Choosing what is chosen succeeds without effect.
 */
export async function chooseCalendarTitle(
  input: { bookingId: string; calendarTitle: CalendarTitle },
  by: By,
): Promise<Outcome<{ renamed: boolean }, "not_found">> {
  const { bookingId, calendarTitle } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    if (!locked) return refuse("not_found")
    const { count } = await tx.booking.updateMany({
      where: { id: bookingId, calendarTitle: { not: calendarTitle } },
      data: { calendarTitle },
    })
    if (count === 0) return { ok: true, renamed: false }
    const { confirmed } = activeSeats(locked.seats)
    await recordActivity(tx, "booking.calendar_title_chosen", {
      actor: by.actor,
      ...{ bookingId, seatId: confirmed?.id, sessionId: confirmed?.sessionId },
      detail: { after: calendarTitle },
      at: now,
    })
    return { ok: true, renamed: confirmed !== undefined }
  }, by)
}
