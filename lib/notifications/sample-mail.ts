import { addLocalDays } from "@/lib/time-zone"
import type { Locale } from "@/prisma/generated/client"
import { type EditableKind, type OwnText, type Reader } from "./rules-texts"
import { renderMail } from "./render-mail"
import type { Appointment, BookingFacts, MailParams, UnpaidFacts } from "./schema"

/** Nobody's: a preview leads nowhere. */
const bookingId = "00000000-0000-4000-8000-000000000000"

/**
 * A mail of a format as somebody invented would get it, in these words: its subject and its text, with links masked.
 * @param appointment the date it is about, of the format itself
 */
export async function sampleMail(
  kind: EditableKind,
  about: { reader: Reader; locale: Locale; appointment: Appointment; ownText: OwnText | null },
): Promise<{ subject: string; text: string }> {
  const { reader, locale, appointment, ownText } = about
  const { subject, text } = await renderMail(
    {
      ...{ kind, locale, ownText, recipient: "petra.muster@example.org", messageId: "<sample@example.org>" },
      ...{ params: sampleParams(reader, appointment)[kind], createdAt: new Date(appointment.startsAt) },
    },
    // Where it is shown breaks its lines.
    { mask: true, columns: Number.POSITIVE_INFINITY },
  )
  return { subject, text }
}

function sampleParams(reader: Reader, appointment: Appointment): { [Kind in EditableKind]: MailParams<Kind> } {
  const role: BookingFacts["role"] = reader === "booker" ? reader : "participant"
  const [to, participant] = role === "participant" ? ["Dr. Petra Muster"] : ["Jana Vorlage", "Dr. Petra Muster"]
  const holder = { bookingId, role, to, generation: 1, reference: "R-7KQ4-M2XB", ...(participant && { participant }) }
  const day = (text: string, days: number) => addLocalDays(new Date(text), days, appointment.timeZone).toISOString()
  const later = { ...appointment, startsAt: day(appointment.startsAt, 7), endsAt: day(appointment.endsAt, 7) }
  const decideAt = day(appointment.startsAt, -14)
  const freeUntil = day(appointment.startsAt, -15)
  const own = { ...holder, appointment }
  const unpaid: UnpaidFacts = {
    ...{ bookingId, role: "recipient", to: "Muster Anlagenbau GmbH", reference: "R-7KQ4-M2XB", appointment },
    ...{ number: "RE-2026-0001", issuedOn: day(appointment.startsAt, -17).slice(0, 10) },
    ...{ dueOn: day(appointment.startsAt, -3).slice(0, 10), amount: { cents: 34_510, currency: "EUR" }, account: null },
  }
  const near = { ...own, seatId: bookingId, freeUntil: null, asked: false }
  return {
    reserved: { ...own, decideAt, price: null },
    confirmed: {
      ...own,
      price: null,
      freeUntil,
      byHand: false,
      asksBilling: false,
      viability: null,
      pay: null,
      paid: null,
    },
    declined: { ...own, offers: [] },
    released: { ...own, why: "holder", fee: null, back: null, offers: [] },
    refilled: { ...own, percent: 50, back: null },
    rebooked: {
      ...{ ...own, before: appointment, appointment: later, price: null, freeUntil, fee: null },
      viability: null,
      ...{ pay: null, back: null },
    },
    rebooking_requested: { ...own, before: appointment, appointment: later, decideAt },
    rebooking_declined: { ...own, refused: later, offers: [] },
    request_withdrawn: { ...own, change: "rebooking" },
    substitute: { ...own, namedBy: "Jana Vorlage", decideAt: null, freeUntil },
    substituted: own,
    substitution_requested: { ...own, decideAt },
    substitution_declined: own,
    session_guaranteed: own,
    merge_question: { ...own, questionId: bookingId, seatId: bookingId, other: later, expiresAt: decideAt },
    session_moved: { ...own, before: appointment, appointment: later, standing: "confirmed", message: null },
    session_cancelled: { ...own, message: null, back: null, offers: [] },
    calendar_renamed: own,
    reminder: near,
    question: near,
    question_again: { ...near, asked: true },
    last_reminder: near,
    waiting: { ...holder, dates: [appointment], wishes: [], closed: false, kept: null },
    offer: { ...own, expiresAt: decideAt, price: null, kept: null },
    offer_lapsed: { ...own, off: false },
    waitlist_ended: { ...holder, dates: [appointment] },
    waitlist_removed: { ...holder, dates: [appointment], wishes: [], kept: null, offered: false },
    opened: { ...own, slug: "sample", keeps: false },
    ...{ payment_reminder: unpaid, payment_demand: unpaid, payment_last_demand: unpaid },
  }
}
