import type { Locale } from "next-intl"
import { getHolderBooking } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { calendarMessage } from "@/lib/notifications/calendar"
import { holderFor } from "../../../../../booking-cookie"
import { seeOther } from "../../../../../see-other"
import { settings } from "../../../../../settings"

type Context = { params: Promise<{ locale: string; reference: string }> }

/** The appointment as a file, for whoever would rather not wait for the mail. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, reference } = (await params) as { locale: Locale; reference: string }
  const holder = await holderFor(reference, "manage")
  const booking = holder && (await getHolderBooking(holder, locale))
  if (!booking?.changeable) return seeOther("/booking?link=void", locale)
  const { session, participant, booker, role } = booking
  const { organizer } = await settings()
  const file = calendarMessage({
    ...{ method: "PUBLISH", bookingId: booking.id, reference, locale, stamp: now() },
    ...{ startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString() },
    ...{ place: session.format.place, placeText: session.placeText, sequence: booking.calendarSequence },
    email: role === "booker" && booker ? booker.email : participant.email,
    attendee: `${participant.givenName} ${participant.familyName}`,
    organizer: { name: organizer.name, address: organizer.email },
  })
  return new Response(file, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8; method=PUBLISH",
      "Content-Disposition": `attachment; filename="${locale === "de" ? "termin" : "appointment"}.ics"`,
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  })
}
