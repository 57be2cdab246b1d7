import { seesAccount } from "@/lib/bookings/queries-payer"
import type { Tx } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { Booking } from "@/prisma/generated/client"
import { addToCalendar } from "./add-to-calendar"
import { appointmentOf, type SessionRow } from "./facts"
import { type NewMail, queueMail } from "./queue-mail"
import { type BookingKind, type Part, readersOf, told } from "./rules-recipients"
import type { Appointment, BookingFacts, CalendarFacts, MailKind, MailParams } from "./schema"

/** Kinds that are about one booking and one date. */
export type HolderKind = {
  [Kind in MailKind]: MailParams<Kind> extends BookingFacts & { appointment: Appointment } ? Kind : never
}[MailKind]

/** What the letters of a kind say beside the booking and its date. */
type Own<Kind extends HolderKind> = Omit<MailParams<Kind>, keyof BookingFacts | "appointment" | "calendar">

export type HolderMail<Kind extends HolderKind> = {
  kind: Kind
  occasion: string
  booking: Booking
  session: SessionRow
  /** Whose seat it is about. Who has handed it over since reads no more of it. */
  participantId: string | null
  /** Puts the entry into the calendar that was chosen or takes it out. */
  calendar?: CalendarFacts["method"]
} & Pick<NewMail<Kind>, "usefulUntil" | "skip">

/**
 * Queues a mail to whom `rules-recipients.ts` names, each with the link of their own part.
 * @param only where it is news to some of them
 */
export async function mailHolders<Kind extends HolderKind>(
  tx: Tx,
  mail: HolderMail<Kind>,
  own: Own<Kind>,
  only?: (part: Part) => boolean,
): Promise<void> {
  const { kind, booking, participantId, calendar } = mail
  for (const { part, withEntry } of readersOf(kind, booking)) {
    // Nobody's: whom somebody asked for in vain reads of that in a mail of its own.
    if (part === "participant" && (!participantId || booking.participantId !== participantId)) continue
    if (only && !only(part)) continue
    const reader = { part, ...readerOf(booking, part), own }
    await mailReader(tx, { ...mail, calendar: withEntry ? calendar : undefined }, reader)
  }
}

/** Which parts of a booking read what it owes: not who came from another company than the one that pays. */
export async function accountReaders(tx: Tx, { id: bookingId }: Booking): Promise<(part: Part) => boolean> {
  const [participant, booker] = [
    await seesAccount({ bookingId, role: "participant" }, tx),
    await seesAccount({ bookingId, role: "booker" }, tx),
  ]
  return (part) => (part === "booker" ? booker : participant)
}

/** Who reads what leaving a seat costs: of a closed round not the booker, whether or not there is a fee (`readsFees`). */
export const feeReaders =
  ({ format }: SessionRow) =>
  (part: Part): boolean =>
    format.round === "open" || part !== "booker"

/** To who had a part in the booking until now: no link of theirs opens it any more. */
export async function mailFormer<Kind extends HolderKind>(
  tx: Tx,
  mail: HolderMail<Kind>,
  { recipient, name, role }: { recipient: string; name: string; role: BookingFacts["role"] },
  own: Own<Kind>,
): Promise<void> {
  const { id: bookingId, reference } = mail.booking
  const share = told(mail.kind, "former")
  if (share === "no") return
  const facts = { bookingId, reference, role, to: name, generation: 0 }
  const calendar = share === "yes" ? undefined : mail.calendar
  await mailReader(tx, { ...mail, calendar }, { part: "former", recipient, facts, own })
}

/** Queues a mail to one reader; the entry goes with it only when it is new. */
async function mailReader<Kind extends HolderKind>(
  tx: Tx,
  { kind, occasion, booking, session, participantId, calendar, usefulUntil, skip }: HolderMail<Kind>,
  { part, recipient, facts, own }: { part: Part; recipient: string; facts: BookingFacts; own: Own<Kind> },
): Promise<void> {
  const params = {
    ...facts,
    appointment: appointmentOf(session, booking.locale),
    ...own,
  } as unknown as MailParams<Kind>
  const mailId = await queueMail(tx, {
    ...{ kind, occasion, params, recipient, locale: booking.locale },
    ...{ bookingId: booking.id, sessionId: session.id, usefulUntil, skip },
  })
  if (mailId && calendar && participantId) {
    const reader = { part, recipient, name: facts.to }
    await addToCalendar(tx, { mailId, booking, participantId, method: calendar, session, reader })
  }
}

/** As `mailHolders`, of what is about no single date. */
export async function mailUndated<Kind extends Exclude<BookingKind, HolderKind>>(
  tx: Tx,
  { kind, occasion, booking }: { kind: Kind; occasion: string; booking: Booking },
  own: Omit<MailParams<Kind>, keyof BookingFacts>,
  only?: (part: Part) => boolean,
): Promise<void> {
  for (const { part } of readersOf(kind, booking)) {
    if (only && !only(part)) continue
    const { recipient, facts } = readerOf(booking, part)
    await queueMail(tx, {
      ...{ kind, occasion, recipient, locale: booking.locale, bookingId: booking.id },
      params: { ...facts, ...own } as unknown as MailParams<Kind>,
    })
  }
}

const readerOf = (booking: Booking, part: "participant" | "booker") =>
  part === "booker"
    ? { recipient: booking.bookerEmail ?? booking.email, facts: bookerFacts(booking) }
    : { recipient: booking.email, facts: participantFacts(booking) }

export function participantFacts(booking: Booking): BookingFacts {
  const { id: bookingId, reference, participantGeneration: generation, bookerName, bookerEmail, email } = booking
  const bookedBy = bookerName && bookerEmail !== email ? { booker: bookerName } : {}
  return { bookingId, reference, role: "participant", to: fullName(booking), generation, ...bookedBy }
}

export function bookerFacts(booking: Booking): BookingFacts {
  const { id: bookingId, reference, bookerGeneration: generation, bookerName } = booking
  return { bookingId, reference, role: "booker", to: bookerName ?? "", generation, participant: fullName(booking) }
}
