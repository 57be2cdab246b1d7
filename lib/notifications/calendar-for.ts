import { type Holder, ofGeneration } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { getSettings } from "@/lib/sessions/settings"
import { fullName } from "@/lib/people/rules"
import type { Locale } from "@/prisma/generated/client"
import { calendarMessage } from "./calendar"
import { chosenTitle, roomOf } from "./facts"
import { hasBooker } from "./rules-recipients"

/**
 * The calendar entry of a booking as a file, for whoever would rather not wait for the mail: the same UID as the entry
 * that is mailed and the SEQUENCE that was mailed last, so that it never stands in a calendar twice. A request is
 * marked as tentative. Who may have it is for the caller to know.
 * @returns null when the booking has no seat
 */
export async function calendarFor(
  { bookingId, role, generation }: Omit<Holder, "purpose">,
  locale: Locale,
): Promise<string | null> {
  const booking = await db.booking.findUnique({
    where: { id: bookingId, ...ofGeneration(role, generation) },
    include: {
      seats: {
        where: { state: { in: ["confirmed", "requested"] } },
        include: { groupSession: { include: { format: true } } },
      },
    },
  })
  const confirmed = booking?.seats.find(({ state }) => state === "confirmed")
  const seat = confirmed ?? booking?.seats[0]
  if (!booking || !seat) return null
  const { startsAt, endsAt, placeText, format } = seat.groupSession
  const { organizer } = await getSettings()
  return calendarMessage({
    ...{ method: "PUBLISH", bookingId, reference: booking.reference, locale, stamp: new Date(), tentative: !confirmed },
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), place: format.place, placeText },
    sequence: Math.max(0, booking.calendarSequence - 1),
    ...(role === "booker" && hasBooker(booking)
      ? { email: booking.bookerEmail!, attendee: booking.bookerName!, onBehalfOf: fullName(booking) }
      : { email: booking.email, attendee: fullName(booking) }),
    ...roomOf(format),
    title: chosenTitle(booking, format, locale),
    organizer: { name: organizer.name, address: organizer.email },
  })
}
