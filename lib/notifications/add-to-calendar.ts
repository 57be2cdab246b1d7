import type { Tx } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { Booking, CalendarTitle } from "@/prisma/generated/client"
import { chosenTitle, type SessionRow } from "./facts"
import type { CalendarFacts } from "./schema"

/**
 * Adds the calendar entry to a mail that has just been queued, with the next SEQUENCE of its booking: once for each
 * mail, because only a new mail comes here.
 *
 * The entry says how the booking stands now and not how it stood then: reactions may run in another order than what
 * they react to, and the highest SEQUENCE has to be the truth. So the booking is locked first, and news that is no
 * longer so goes without an entry.
 */
export async function addToCalendar(
  tx: Tx,
  about: {
    mailId: string
    booking: Booking
    participantId: string
    method: CalendarFacts["method"]
    session: SessionRow
  },
): Promise<void> {
  const { mailId, participantId, method } = about
  const [{ sequence, calendarTitle }] = await tx.$queryRaw<[{ sequence: number; calendarTitle: CalendarTitle }]>`
    UPDATE bookings SET calendar_sequence = calendar_sequence + 1 WHERE id = ${about.booking.id}::uuid
    RETURNING calendar_sequence - 1 AS sequence, calendar_title AS "calendarTitle"`
  const confirmed = await tx.seat.findFirst({
    where: { bookingId: about.booking.id, participantId, state: "confirmed" },
    include: { groupSession: { include: { format: true } } },
  })
  if ((method === "REQUEST") !== Boolean(confirmed)) return
  const person = await tx.participant.findUniqueOrThrow({ where: { id: participantId } })
  const { startsAt, endsAt, placeText, format } = confirmed?.groupSession ?? about.session
  const calendar: CalendarFacts = {
    ...{ method, sequence, place: format.place, placeText, attendee: fullName(person) },
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    title: chosenTitle({ calendarTitle }, format, about.booking.locale),
  }
  await tx.$executeRaw`UPDATE mails SET params = params || ${JSON.stringify({ calendar })}::jsonb WHERE id = ${mailId}::uuid`
}
