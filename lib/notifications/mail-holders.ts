import type { Tx } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { Booking } from "@/prisma/generated/client"
import { addToCalendar } from "./add-to-calendar"
import { appointmentOf, type SessionRow } from "./facts"
import { type NewMail, queueMail } from "./queue-mail"
import type { Appointment, BookingFacts, CalendarFacts, MailKind, MailParams } from "./schema"

/** Kinds that are about one booking, for who takes part and who booked for them. */
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
  /** Puts the entry into the participant's calendar or takes it out. The booker gets no entry. */
  calendar?: CalendarFacts["method"]
} & Pick<NewMail<Kind>, "usefulUntil" | "skip">

/** Queues a mail to the participant and to the booker, each with the link of their own part. */
export async function mailHolders<Kind extends HolderKind>(
  tx: Tx,
  mail: HolderMail<Kind>,
  own: Own<Kind>,
): Promise<void> {
  await mailParticipant(tx, mail, own)
  await mailBooker(tx, mail, own)
}

export async function mailParticipant<Kind extends HolderKind>(
  tx: Tx,
  mail: HolderMail<Kind>,
  own: Own<Kind>,
): Promise<void> {
  const { booking, participantId } = mail
  // Nobody's: whom somebody asked for in vain reads of that in a mail of its own.
  if (!participantId || booking.participantId !== participantId) return
  await mailReader(tx, mail, { recipient: booking.email, facts: participantFacts(booking), own })
}

export async function mailBooker<Kind extends HolderKind>(
  tx: Tx,
  mail: HolderMail<Kind>,
  own: Own<Kind>,
): Promise<void> {
  const { bookerEmail, email } = mail.booking
  // Who has both parts in one mailbox reads the participant's mail.
  if (!bookerEmail || bookerEmail === email) return
  await mailReader(
    tx,
    { ...mail, calendar: undefined },
    { recipient: bookerEmail, facts: bookerFacts(mail.booking), own },
  )
}

/** Queues a mail to one reader; the entry goes with it only when it is new. */
export async function mailReader<Kind extends HolderKind>(
  tx: Tx,
  { kind, occasion, booking, session, participantId, calendar, usefulUntil, skip }: HolderMail<Kind>,
  reader: { recipient: string; facts: BookingFacts; own: Own<Kind> },
): Promise<void> {
  const params = {
    ...reader.facts,
    appointment: appointmentOf(session, booking.locale),
    ...reader.own,
  } as unknown as MailParams<Kind>
  const mailId = await queueMail(tx, {
    ...{ kind, occasion, params, recipient: reader.recipient, locale: booking.locale },
    ...{ bookingId: booking.id, sessionId: session.id, usefulUntil, skip },
  })
  if (mailId && calendar && participantId)
    await addToCalendar(tx, { mailId, booking, participantId, method: calendar, session })
}

export function participantFacts(booking: Booking): BookingFacts {
  const { id: bookingId, reference, participantGeneration: generation, bookerName, bookerEmail, email } = booking
  const bookedBy = bookerName && bookerEmail !== email ? { booker: bookerName } : {}
  return { bookingId, reference, role: "participant", to: fullName(booking), generation, ...bookedBy }
}

export function bookerFacts(booking: Booking): BookingFacts {
  const { id: bookingId, reference, bookerGeneration: generation, bookerName } = booking
  return { bookingId, reference, role: "booker", to: bookerName ?? "", generation, participant: fullName(booking) }
}
