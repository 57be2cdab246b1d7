import { randomUUID } from "node:crypto"
import type { MailRow } from "@/lib/notifications/render-mail"
import type { Appointment, CalendarFacts, MailKind, MailParams, UnpaidFacts } from "@/lib/notifications/schema"

/** One mail of each kind with believable facts. */

export const bookingId = "7c5f3f0e-98a8-4d0b-9a43-0d5b1f0f6c11"
export const challengeId = "b1b1d6f2-52bb-4b0e-8f0c-0f2a1b5f7d22"
const seatId = "2f9d1a35-1c1d-4a53-9d0f-3c6b2f8e5a33"
const sessionId = "f00d5c1e-0b0b-4e1c-8f6a-5a5a1f2e7b44"

const appointment: Appointment = {
  ...{ startsAt: "2027-01-14T09:00:00.000Z", endsAt: "2027-01-14T10:30:00.000Z", timeZone: "Europe/Berlin" },
  ...{ format: "KI-Gruppen-Session", lengthMinutes: 90, place: "online", placeText: null },
}
const later: Appointment = { ...appointment, startsAt: "2027-01-21T09:00:00.000Z", endsAt: "2027-01-21T10:30:00.000Z" }
const decideAt = "2026-12-07T15:00:00.000Z"
const price = { netCents: 29_000, vatRateBasisPoints: 1900, currency: "EUR" }
const fee = { percent: 50, netCents: 14_500, currency: "EUR", waivedWhenRefilled: true }
const offers = [
  { slug: "ki-gruppen-session-2027-01-21", startsAt: later.startsAt, endsAt: later.endsAt, timeZone: "Europe/Berlin" },
  {
    slug: "ki-gruppen-session-2027-02-04",
    startsAt: "2027-02-04T09:00:00.000Z",
    endsAt: "2027-02-04T10:30:00.000Z",
    timeZone: "Europe/Berlin",
  },
]
const calendar = (method: CalendarFacts["method"], sequence: number): CalendarFacts => ({
  ...{ method, sequence, startsAt: appointment.startsAt, endsAt: appointment.endsAt, place: "online", placeText: null },
  attendee: "Dr. Petra Muster",
})
const person = {
  ...{ name: "Jonas Beispiel", company: "Beispiel & Söhne KG", role: "owner" as const },
  ...{ email: "jonas.beispiel@beispiel-soehne.example", phone: "+49 89 12345" },
}
const viability = { minimum: 4, decideBy: "2027-01-07T16:00:00.000Z" }
const request = {
  seatId,
  appointment,
  person,
  decideAt,
  change: "new" as const,
  remark: { kind: "same_company" as const, people: 2 } as const,
}

const document = {
  ...{ bookingId, invoiceId: seatId, reference: "R-7KQ4-M2XB", company: "Muster Anlagenbau GmbH", generation: 1 },
  ...{ issuedOn: "2026-12-28", amount: { cents: 34_510, currency: "EUR" }, profile: "factur_x" as const },
}

type Role = "participant" | "booker"

/** The facts of every kind, as one of the two readers gets them. */
export function examples(role: Role = "participant"): { [Kind in MailKind]: MailParams<Kind> } {
  const holder =
    role === "participant"
      ? { bookingId, role, to: "Dr. Petra Muster", generation: 1, reference: "R-7KQ4-M2XB" }
      : {
          bookingId,
          role,
          to: "Jana Vorlage",
          generation: 1,
          reference: "R-7KQ4-M2XB",
          participant: "Dr. Petra Muster",
        }
  const entry = (method: CalendarFacts["method"], sequence: number) =>
    role === "participant" ? { calendar: calendar(method, sequence) } : {}
  const own = { ...holder, appointment }
  const freeUntil = "2026-12-31T22:59:59.999Z"
  const near = { seatId: sessionId, freeUntil: null, asked: false }
  const amount = { cents: 34_510, currency: "EUR" }
  const unpaid: UnpaidFacts = {
    ...{ bookingId, role: "recipient", to: "Muster Anlagenbau GmbH", reference: "R-7KQ4-M2XB", appointment, amount },
    ...{ generation: 1, number: "RE-2026-0001", issuedOn: "2026-12-01", dueOn: "2026-12-15" },
    account: { holder: "Beispiel Beratung", iban: "DE02120300000000202051" },
  }
  const team = { to: "Erika Beispiel", appointment, sessionId }
  return {
    code: { bookingId, role, codeGeneration: 1, heldUntil: "2026-12-07T09:32:00.000Z", appointment },
    sign_in_code: { long: false, to: "Erika Beispiel", challengeId },
    links: { to: holder.to, bookings: [own, { ...own, bookingId: randomUUID(), appointment: later }] },
    reserved: { ...own, ...(role === "participant" && { booker: "Jana Vorlage" }), decideAt, price },
    confirmed: {
      ...own,
      ...entry("REQUEST", 0),
      price,
      freeUntil,
      byHand: false,
      viability,
      asksBilling: true,
      ...{ pay: amount, paid: amount },
    },
    declined: { ...own, offers },
    released: { ...own, ...entry("CANCEL", 1), why: "holder", fee, back: amount, offers },
    waiting: {
      ...{ ...holder, dates: [appointment], closed: false, kept: later },
      wishes: [{ weekday: 2, from: "08:30", until: "11:00" }],
    },
    waitlist_ended: { ...holder, dates: [appointment] },
    waitlist_removed: { ...holder, dates: [appointment], wishes: [], kept: later, offered: true },
    opened: { ...own, slug: offers[0]!.slug, keeps: false },
    offer: { ...own, expiresAt: decideAt, price, kept: later },
    offer_lapsed: { ...own, off: false },
    contact_exchanged: { ...own, contact: { name: "Jonas Beispiel", email: "jonas@beispiel.example", phone: null } },
    refilled: { ...holder, appointment, percent: 50, back: amount },
    payment_returned: { ...holder, appointment, amount },
    invoice: { ...document, number: "RE-2027-0001", dueOn: "2027-01-11", paid: { cents: 10_000, currency: "EUR" } },
    credit_note: { ...document, number: "ST-2027-0001", corrects: "RE-2027-0001", whole: true },
    payment_failed: { ...holder, appointment, amount, disputed: false },
    refund_failed: { ...holder, appointment, amount },
    ...{ payment_reminder: unpaid, payment_demand: unpaid, payment_last_demand: unpaid },
    subscription: { subscriptionId: bookingId, confirmed: false },
    new_dates: {
      subscriptionId: bookingId,
      dates: [
        { slug: offers[0]!.slug, language: "de", appointment },
        { slug: offers[1]!.slug, language: "en", appointment: later },
      ],
      more: 1,
    },
    duplicate: own,
    rebooked: {
      ...{ ...own, ...entry("REQUEST", 1), before: appointment, appointment: later, price, freeUntil, fee: null },
      viability: null,
      ...{ pay: amount, back: null },
    },
    rebooking_requested: { ...own, before: appointment, appointment: later, decideAt },
    rebooking_declined: { ...own, refused: later, offers: offers.slice(1) },
    substituted: { ...own, ...entry("CANCEL", 1) },
    substitute: {
      ...own,
      ...entry("REQUEST", 2),
      namedBy: "Jana Vorlage",
      decideAt: null,
      freeUntil: appointment.startsAt,
    },
    substitution_requested: { ...own, decideAt },
    substitution_declined: own,
    request_withdrawn: { ...own, change: "rebooking" },
    calendar_renamed: { ...own, ...entry("REQUEST", 1) },
    calendar_moved: { ...own, ...entry("REQUEST", 1), keeps: "both" },
    booker_named: { ...own, namedBy: "Dr. Petra Muster" },
    booker_changed: { ...own, booker: "Jana Vorlage", byThemselves: false },
    booker_replaced: own,
    entry_booker: { ...holder, tells: "named", namedBy: "Dr. Petra Muster", byThemselves: false },
    session_moved: {
      ...{ ...own, ...entry("REQUEST", 1), before: appointment, appointment: later, standing: "confirmed" },
      message: "Der Raum ist an dem Tag belegt. Ich hoffe, es passt Ihnen auch so.",
    },
    reminder: { ...own, ...near, freeUntil },
    question: { ...own, ...near },
    question_again: { ...own, ...near, asked: true },
    last_reminder: { ...own, ...near },
    session_cancelled: {
      ...own,
      ...entry("CANCEL", 1),
      message: "Ich bin erkrankt und bitte um Verständnis.\nAlle anderen Termine finden statt.",
      ...{ back: amount, offers },
    },
    session_guaranteed: own,
    merge_question: { ...own, questionId: sessionId, seatId, other: later, expiresAt: decideAt },
    team_invitation: { to: "Erika Beispiel", invitedBy: "Anna Inhaber", house: "Runde", role: "organizer" },
    team_factor: {
      ...{ to: "Erika Beispiel", what: "recovery_code_used", at: "2027-01-14T06:30:00.000Z" },
      ...{ timeZone: "Europe/Berlin", left: 9 },
    },
    team_test: { to: "Erika Beispiel", at: "2027-01-14T06:30:00.000Z", timeZone: "Europe/Berlin" },
    organizer_request: { ...team, request },
    organizer_booked: { ...team, person, reference: "R-7KQ4-M2XB", before: null },
    organizer_release: { ...team, person, reference: "R-7KQ4-M2XB", what: "seat" },
    organizer_payment_returned: { ...team, person, reference: "R-7KQ4-M2XB", amount },
    organizer_payment_failed: { ...team, person, reference: "R-7KQ4-M2XB", amount },
    organizer_refund_failed: { ...team, person, reference: "R-7KQ4-M2XB", amount },
    organizer_objection: { ...team, seatId },
    organizer_full: { ...team, capacity: 8 },
    organizer_decision: {
      ...{ ...team, decideBy: viability.decideBy, passed: false, confirmed: 5, minimum: 4, chance: 63 },
    },
    organizer_bounce: {
      to: "Erika Beispiel",
      recipient: "petra@muster.example",
      error: "550 mailbox unavailable",
      appointment,
    },
    organizer_digest: {
      ...{ to: "Erika Beispiel", day: "2027-01-14T06:30:00.000Z", timeZone: "Europe/Berlin" },
      ...{
        requests: [request, { ...request, change: "substitution" }],
        withdrawn: [{ appointment, person, sessionId }],
        booked: [{ appointment, person, sessionId }],
        releases: [{ appointment, person, sessionId }],
        notComing: [{ appointment, person, sessionId }],
        full: [{ appointment: later, sessionId }],
      },
    },
  }
}

export const recipient = "petra.muster@muster-anlagenbau.example"

/** A row of the outbox with the facts of an example. */
export const rowOf = (kind: MailKind, locale: "de" | "en" = "de", role: Role = "participant"): MailRow => ({
  ...{ kind, locale, recipient, params: examples(role)[kind] },
  ...{ messageId: "<example@localhost>", createdAt: new Date("2026-12-07T08:00:00.000Z") },
})
