import { formatMoney } from "@/lib/money"
import { formatDate, formatDateTime, formatDayShort } from "@/lib/time-zone"
import {
  action,
  appointmentFacts,
  type Block,
  type Desk,
  type Letter,
  note,
  otherDates,
  paragraph,
  sayAppointment,
} from "../letter"
import type { BookingFacts, MailParams } from "../schema"

/** To the person who takes part and to who booked for them: how a request or a seat stands. */

export function reservedLetter(desk: Desk, params: MailParams<"reserved">): Letter {
  const { t, locale } = desk
  const { role, participant = "", price, appointment } = params
  const when = formatDateTime(new Date(params.decideAt), appointment.timeZone, locale)
  return {
    ...head(desk, params, "reserved"),
    blocks: [
      paragraph(t("mail.reserved.text", { role, participant, when })),
      appointmentFacts(desk, appointment, params),
      ...(price ? [paragraph(t("mail.reserved.contract"))] : []),
      ...source(desk, params),
      viewAction(desk, params),
    ],
  }
}

export function confirmedLetter(desk: Desk, params: MailParams<"confirmed">): Letter {
  const { t } = desk
  const { role, participant = "", appointment, byHand } = params
  return {
    ...head(desk, params, "confirmed"),
    blocks: [
      paragraph(byHand ? t("mail.confirmed.byHand") : t("mail.confirmed.text", { role, participant })),
      appointmentFacts(desk, appointment, params),
      ...billingAsked(desk, params),
      ...payNow(desk, params),
      ...viabilityNote(desk, params),
      ...seatNotes(desk, params),
      ...changeIt(desk, params),
      ...source(desk, params),
    ],
  }
}

/** Where the seat was entered by hand: who is billed could not be asked. */
function billingAsked({ t, links }: Desk, { asksBilling, ...holder }: MailParams<"confirmed">): Block[] {
  if (!asksBilling) return []
  const link = { label: t("billing.mail.asked.action"), href: links.booking(holder, "billing") }
  return [{ type: "links", intro: t("billing.mail.asked.text"), links: [link] }]
}

/** Who wanted to pay by card or debit does so once the seat is sure. */
export function payNow(
  { t, locale, links }: Desk,
  { pay, ...holder }: OfBooking & Pick<MailParams<"rebooked">, "pay">,
): Block[] {
  if (!pay) return []
  const link = { label: t("billing.mail.pay.action"), href: links.booking(holder) }
  const intro = t("billing.mail.pay.text", { amount: formatMoney(pay.cents, pay.currency, locale) })
  return [{ type: "links", intro, links: [link] }]
}

/** Neutral: no reason, the same words whoever asked, at most two other dates. */
export function declinedLetter(desk: Desk, params: MailParams<"declined">): Letter {
  const { role, participant = "", offers } = params
  return {
    ...head(desk, params, "declined"),
    blocks: [paragraph(desk.t("mail.declined.text", { role, participant })), otherDates(desk, offers)],
  }
}

export function releasedLetter(desk: Desk, params: MailParams<"released">): Letter {
  const { t } = desk
  const { role, participant = "", why, appointment, offers } = params
  return {
    ...head(desk, params, "released"),
    blocks: [
      paragraph(t(`mail.released.${why}`, { role, participant })),
      appointmentFacts(desk, appointment, params),
      ...calendarNote(desk, params),
      ...feeNote(desk, params.fee),
      ...backNote(desk, params.back),
      otherDates(desk, offers),
    ],
  }
}

export function duplicateLetter(desk: Desk, params: MailParams<"duplicate">): Letter {
  return {
    ...head(desk, params, "duplicate"),
    blocks: [
      paragraph(desk.t("mail.duplicate.text")),
      appointmentFacts(desk, params.appointment, params),
      viewAction(desk, params),
    ],
  }
}

// Parts of a booking's letters, also for letters/changes.ts ------------------------------------------------

type OfBooking = BookingFacts & Pick<MailParams<"reserved">, "appointment" | "calendar">
/** Texts that come with a subject and a state of their own. */
type Texts =
  | "reserved"
  | "confirmed"
  | "declined"
  | "released"
  | "duplicate"
  | "substituted"
  | "substitute"
  | "substitutionRequested"
  | "substitutionDeclined"
  | "requestWithdrawn"
  | "calendarRenamed"
  | "calendarMoved"
  | "bookerNamed"
  | "bookerChanged"
  | "bookerReplaced"
  | "sessionCancelled"
  | "sessionGuaranteed"
  | "reminder"
  | "question"
  | "lastReminder"
  | "offer"
  | "offerLapsed"
  | "opened"

/** Subject, state, date as the title, greeting. */
export function head(desk: Desk, { to, role, appointment }: OfBooking, texts: Texts): Omit<Letter, "blocks"> {
  const { date, dateTime } = sayAppointment(desk, appointment)
  return {
    subject: desk.t(`mail.${texts}.subject`, { role, date }),
    state: desk.t(`mail.${texts}.state`),
    title: dateTime,
    greeting: desk.t("mail.greeting", { name: to }),
  }
}

/**
 * At the first word to somebody who did not give their data: who booked, where the data came from and what for (Art. 14
 * (1) (c), (2) (f), (3) (b) GDPR), and the way out, which asks twice.
 */
const source = (desk: Desk, about: BookingFacts): Block[] =>
  wasBookedFor(about) ? sourceNote(desk, about, desk.t("mail.source", { name: about.booker })) : []

export const wasBookedFor = (about: BookingFacts): about is BookingFacts & { booker: string } =>
  about.role === "participant" && Boolean(about.booker)

export const sourceNote = ({ t, links }: Desk, about: BookingFacts, text: string): Block[] => [
  note(text),
  {
    type: "links",
    intro: t("mail.notForYou"),
    links: [{ label: t("mail.changes.release"), href: links.booking(about, "release") }],
  },
]

/** From how many people on it takes place, and by when that is decided; nothing where it is sure. */
export function viabilityNote(
  { t, locale }: Desk,
  { viability, appointment }: Pick<MailParams<"confirmed">, "viability" | "appointment">,
): Block[] {
  if (!viability) return []
  const date = formatDayShort(new Date(viability.decideBy), appointment.timeZone, locale)
  return [paragraph(t("mail.viability", { minimum: viability.minimum, date }))]
}

/** How the person gets in and what is in the calendar. */
export function seatNotes(desk: Desk, params: OfBooking): Block[] {
  const { t } = desk
  const { role, appointment, calendar } = params
  const attached = calendar ? [t("mail.calendar.attached", { role, title: entryTitle(desk, calendar) })] : []
  const access = appointment.place === "online" && !appointment.closed ? [t("mail.access")] : []
  const text = [...attached, ...access].join(" ")
  return [...(text ? [paragraph(text)] : []), ...roomNote(desk, params)]
}

/** Of a closed round: the pledge and the door, to the person alone. */
function roomNote({ t, links }: Desk, params: OfBooking): Block[] {
  const { role, appointment, participant = "" } = params
  if (!appointment.closed) return []
  if (role === "booker") return [paragraph(t("mail.room.booker", { participant }))]
  const pledge = { label: t("mail.room.pledge"), href: links.booking(params, "pledge") }
  const room = { label: t("mail.room.enter"), href: links.booking(params, "room") }
  const isOnline = appointment.place === "online"
  return [
    {
      type: "links",
      intro: t("mail.room.text", { place: appointment.place }),
      links: isOnline ? [pledge, room] : [pledge],
    },
  ]
}

/** What the entry is called. */
export const entryTitle = ({ t }: Desk, calendar: OfBooking["calendar"]): string =>
  calendar?.title ?? t("mail.calendar.title")

export const calendarNote = ({ t }: Desk, { calendar }: OfBooking): Block[] =>
  calendar ? [paragraph(t(calendar.method === "CANCEL" ? "mail.calendar.cancelled" : "mail.calendar.updated"))] : []

/** The three ways, what they cost as a real date, and the link. */
export function changeIt(desk: Desk, params: OfBooking & { freeUntil: string | null }): Block[] {
  const { t, locale, links } = desk
  const { appointment, freeUntil } = params
  const toTheStart = freeUntil === appointment.startsAt
  const text =
    freeUntil === null
      ? t("mail.changes.byTerms")
      : toTheStart
        ? t("mail.changes.free")
        : t("mail.changes.freeUntil", { date: formatDate(new Date(freeUntil), appointment.timeZone, locale) })
  return [paragraph(text), action(t("mail.changes.action"), links.booking(params))]
}

export const viewAction = ({ t, links }: Desk, about: BookingFacts): Block =>
  action(t("mail.changes.view"), links.booking(about))

/** What was paid and goes back. */
export const backNote = ({ t, locale }: Desk, back: MailParams<"released">["back"]): Block[] =>
  back ? [paragraph(t("mail.changes.back", { amount: formatMoney(back.cents, back.currency, locale) }))] : []

export function feeNote(desk: Desk, fee: MailParams<"released">["fee"]): Block[] {
  if (!fee) return []
  const { percent, netCents, currency } = fee
  const text = desk.t("mail.changes.fee", { percent, amount: formatMoney(netCents, currency, desk.locale) })
  return [paragraph(fee.waivedWhenRefilled ? `${text} ${desk.t("mail.changes.feeWaived")}` : text)]
}
