import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { listPublicSessions, type PublicSession } from "@/lib/sessions/queries"
import type { Locale } from "@/lib/sessions/schema"
import type { HolderBooking } from "./queries"

/**
 * At most two other dates for who has no seat, as the mail names them: of what a closed round declined those of its answer,
 * as far as they still lie ahead; otherwise the next ones with a free seat.
 */
export async function listOffers(
  booking: Pick<HolderBooking, "id" | "session" | "releaseReason">,
  locale: Locale,
  now = presentTime(),
): Promise<PublicSession[]> {
  const { id, format, language } = booking.session
  const named = booking.releaseReason === "declined" ? await namedDates(booking) : null
  if (named) {
    const upcoming = await listPublicSessions(locale, { format: format.slug, now })
    return upcoming.filter((other) => named.includes(other.id))
  }
  const upcoming = await listPublicSessions(locale, { format: format.slug, language, now })
  return upcoming.filter((other) => other.bookable && other.id !== id).slice(0, 2)
}

/** Which dates the last answer named; null where it named the next ones. Before the answer they are nobody's to know. */
async function namedDates({ id: bookingId, session }: Pick<HolderBooking, "id" | "session">): Promise<string[] | null> {
  const declined = await db.seat.findFirst({
    where: { bookingId, groupSessionId: session.id, releaseReason: "declined" },
    select: { namedDates: true },
    orderBy: { releasedAt: "desc" },
  })
  return (declined?.namedDates ?? null) as string[] | null
}
