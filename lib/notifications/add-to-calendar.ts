import type { Tx } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { Booking } from "@/prisma/generated/client"
import { chosenTitle, roomOf, type SessionRow } from "./facts"
import { keepsEntry, type Part } from "./rules-recipients"
import type { CalendarFacts } from "./schema"

/** As the booking stands under the lock. */
type Fresh = Pick<Booking, "email" | "bookerEmail" | "calendarFor" | "calendarTitle"> & { sequence: number }

/**
 * Adds the calendar entry to a mail that has just been queued, with the next SEQUENCE of its booking: once for each
 * mail, because only a new mail comes here.
 *
 * The entry says how the booking stands now and not how it stood then: reactions may run in another order than what
 * they react to, and the highest SEQUENCE has to be the truth. So the booking is locked first, and news that is no
 * longer so goes without an entry: a REQUEST only to whose calendar it is in, a CANCEL only to whose it is not.
 */
export async function addToCalendar(
  tx: Tx,
  about: {
    mailId: string
    booking: Booking
    participantId: string
    method: CalendarFacts["method"]
    session: SessionRow
    reader: { part: Part; recipient: string; name: string }
  },
): Promise<void> {
  const { mailId, participantId, method, reader } = about
  const [{ sequence, ...fresh }] = await tx.$queryRaw<[Fresh]>`
    UPDATE bookings SET calendar_sequence = calendar_sequence + 1 WHERE id = ${about.booking.id}::uuid
    RETURNING calendar_sequence - 1 AS sequence, email, booker_email AS "bookerEmail", calendar_for AS "calendarFor",
              calendar_title AS "calendarTitle"`
  const confirmed = await tx.seat.findFirst({
    where: { bookingId: about.booking.id, participantId, state: "confirmed" },
    include: { groupSession: { include: { format: true } } },
  })
  // The part may have gone to somebody else while this waited for the lock.
  const address = reader.part === "booker" ? fresh.bookerEmail : fresh.email
  const keeps = confirmed !== null && address === reader.recipient && keepsEntry(fresh, reader.part)
  if ((method === "REQUEST") !== keeps) return
  const person = fullName(await tx.participant.findUniqueOrThrow({ where: { id: participantId } }))
  const { startsAt, endsAt, placeText, format } = confirmed?.groupSession ?? about.session
  const calendar: CalendarFacts = {
    ...{ method, sequence, place: format.place, placeText, ...roomOf(format) },
    ...(reader.part === "booker" ? { attendee: reader.name, onBehalfOf: person } : { attendee: reader.name || person }),
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    title: chosenTitle(fresh, format, about.booking.locale),
  }
  await tx.$executeRaw`UPDATE mails SET params = params || ${JSON.stringify({ calendar })}::jsonb WHERE id = ${mailId}::uuid`
}
