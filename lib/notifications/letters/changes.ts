import type { Price } from "@/lib/money"
import { formatDateRange, formatDateTime } from "@/lib/time-zone"
import {
  action,
  appointmentFacts,
  type Block,
  type Desk,
  factsOf,
  type Letter,
  otherDates,
  paragraph,
  sayAppointment,
  sayChange,
  sayPrice,
} from "../letter"
import type { Appointment, BookingFacts, MailParams, Offer } from "../schema"
import {
  backNote,
  calendarNote,
  changeIt,
  entryTitle,
  feeNote,
  head,
  payNow,
  seatNotes,
  sourceNote,
  viabilityNote,
  viewAction,
} from "./bookings"

/** What changes a seat somebody has: another date, another person, another time, or none at all. */

export function rebookedLetter(desk: Desk, params: MailParams<"rebooked">): Letter {
  const { t } = desk
  const { role, participant = "", before, appointment } = params
  return {
    ...changeHead(desk, params),
    subject: t("mail.rebooked.subject", { dates: sayChange(desk, before, appointment) }),
    state: t("mail.rebooked.state"),
    blocks: [
      paragraph(t("mail.rebooked.text", { role, participant })),
      bothDates(desk, before, appointment, params),
      ...viabilityNote(desk, params),
      ...calendarNote(desk, params),
      ...feeNote(desk, params.fee),
      ...backNote(desk, params.back),
      ...payNow(desk, params),
      ...changeIt(desk, params),
    ],
  }
}

export function rebookingRequestedLetter(desk: Desk, params: MailParams<"rebooking_requested">): Letter {
  const { t, locale } = desk
  const { role, participant = "", before, appointment } = params
  const when = formatDateTime(new Date(params.decideAt), appointment.timeZone, locale)
  const { date } = sayAppointment(desk, before)
  return {
    ...changeHead(desk, params),
    subject: t("mail.rebookingRequested.subject", { dates: sayChange(desk, before, appointment) }),
    state: t("mail.rebookingRequested.state"),
    blocks: [
      paragraph(t("mail.rebookingRequested.text", { role, participant, when, date })),
      bothDates(desk, before, appointment, params),
      viewAction(desk, params),
    ],
  }
}

/** The old seat stays; here `appointment` is the one that is kept. */
export function rebookingDeclinedLetter(desk: Desk, params: MailParams<"rebooking_declined">): Letter {
  const { t } = desk
  const { role, participant = "", appointment, offers } = params
  const { date } = sayAppointment(desk, appointment)
  const refused = sayAppointment(desk, params.refused).date
  return {
    ...changeHead(desk, params),
    subject: t("mail.rebookingDeclined.subject", { role, date }),
    state: t("mail.rebookingDeclined.state"),
    blocks: [
      paragraph(t("mail.rebookingDeclined.text", { role, participant, refused })),
      appointmentFacts(desk, appointment, params),
      otherDates(desk, offers),
      viewAction(desk, params),
    ],
  }
}

/** To the person who was replaced, without the name of the new one; to the booker, with it. */
export function substitutedLetter(desk: Desk, params: MailParams<"substituted">): Letter {
  const { role, participant = "", appointment } = params
  return {
    ...head(desk, params, "substituted"),
    blocks: [
      paragraph(desk.t("mail.substituted.text", { role, participant })),
      appointmentFacts(desk, appointment, params),
      ...calendarNote(desk, params),
      // The replaced person's links have ended with the seat.
      ...(role === "booker" ? [viewAction(desk, params)] : []),
    ],
  }
}

/** To the new person: who named them, what is known of them (Art. 14 GDPR), and the way out. */
export function substituteLetter(desk: Desk, params: MailParams<"substitute">): Letter {
  const { t, locale } = desk
  const { namedBy, decideAt, appointment } = params
  const when = decideAt && formatDateTime(new Date(decideAt), appointment.timeZone, locale)
  return {
    ...head(desk, params, "substitute"),
    blocks: [
      paragraph(t("mail.substitute.text", { namedBy })),
      paragraph(when ? t("mail.substitute.reserved", { when }) : t("mail.substitute.confirmed")),
      appointmentFacts(desk, appointment, params),
      ...seatNotes(desk, params),
      ...changeIt(desk, params),
      ...sourceNote(desk, params, t("mail.substitute.source", { name: namedBy })),
    ],
  }
}

export function substitutionRequestedLetter(desk: Desk, params: MailParams<"substitution_requested">): Letter {
  const { role, participant = "", appointment } = params
  const when = formatDateTime(new Date(params.decideAt), appointment.timeZone, desk.locale)
  return {
    ...head(desk, params, "substitutionRequested"),
    blocks: [
      paragraph(desk.t("mail.substitutionRequested.text", { role, participant, when })),
      appointmentFacts(desk, appointment, params),
      viewAction(desk, params),
    ],
  }
}

export function substitutionDeclinedLetter(desk: Desk, params: MailParams<"substitution_declined">): Letter {
  const { role, participant = "", appointment } = params
  return {
    ...head(desk, params, "substitutionDeclined"),
    blocks: [
      paragraph(desk.t("mail.substitutionDeclined.text", { role, participant })),
      appointmentFacts(desk, appointment, params),
      viewAction(desk, params),
    ],
  }
}

export function requestWithdrawnLetter(desk: Desk, params: MailParams<"request_withdrawn">): Letter {
  const { role, participant = "", change, appointment } = params
  return {
    ...head(desk, params, "requestWithdrawn"),
    blocks: [
      paragraph(desk.t("mail.requestWithdrawn.text", { role, participant, change })),
      appointmentFacts(desk, appointment, params),
      viewAction(desk, params),
    ],
  }
}

export function calendarRenamedLetter(desk: Desk, params: MailParams<"calendar_renamed">): Letter {
  const title = entryTitle(desk, params.calendar)
  return {
    ...head(desk, params, "calendarRenamed"),
    blocks: [
      paragraph(desk.t("mail.calendarRenamed.text", { title })),
      appointmentFacts(desk, params.appointment, params),
      viewAction(desk, params),
    ],
  }
}

/** Another time, place or language: keeping the seat needs nothing, the other ways are one link away. */
export function sessionMovedLetter(desk: Desk, params: MailParams<"session_moved">): Letter {
  const { t, links } = desk
  const { role, participant = "", before, appointment, standing, message, language = "", expiresAt } = params
  const newTime = before.startsAt !== appointment.startsAt || before.timeZone !== appointment.timeZone
  const newPlace = appointment.place === "on_site" && before.placeText !== appointment.placeText
  const what = newTime ? "time" : newPlace ? "place" : "language"
  const dates = newTime ? sayChange(desk, before, appointment) : sayAppointment(desk, appointment).date
  const also = [newTime && newPlace && "place", what !== "language" && language && "language"].filter(Boolean)
  const way = (which: "rebook" | "release") => ({
    label: t(`mail.changes.${which}`),
    href: links.booking(params, which),
  })
  return {
    ...changeHead(desk, params),
    subject: t("mail.sessionMoved.subject", { what, dates }),
    state: t("mail.sessionMoved.state", { what }),
    blocks: [
      paragraph(t("mail.sessionMoved.text", { what, language })),
      paragraph(
        [
          ...also.map((which) => t("mail.sessionMoved.also", { what: which as string, language })),
          expiresAt
            ? t("mail.sessionMoved.offered", { role, participant, until: sayUntil(desk, expiresAt, appointment) })
            : t("mail.sessionMoved.stays", { what, role, participant, standing }),
        ].join(" "),
      ),
      ...(message ? [{ type: "quote" as const, text: message }] : []),
      newTime ? bothDates(desk, before, appointment, params) : appointmentFacts(desk, appointment, params),
      ...calendarNote(desk, params),
      ...(standing === "offered" || standing === "waiting"
        ? [waitingAction(desk, params, standing)]
        : [
            { type: "links" as const, intro: t("mail.sessionMoved.otherwise"), links: [way("rebook"), way("release")] },
            viewAction(desk, params),
          ]),
    ],
  }
}

const sayUntil = ({ locale }: Desk, instant: string, { timeZone }: Appointment) =>
  formatDateTime(new Date(instant), timeZone, locale)

const waitingAction = ({ t, links }: Desk, about: BookingFacts, standing: "offered" | "waiting"): Block =>
  action(t(standing === "offered" ? "mail.offer.action" : "mail.waiting.action"), links.booking(about, "waiting"))

export function sessionGuaranteedLetter(desk: Desk, params: MailParams<"session_guaranteed">): Letter {
  const { role, participant = "", appointment } = params
  return {
    ...head(desk, params, "sessionGuaranteed"),
    blocks: [
      paragraph(desk.t("mail.sessionGuaranteed.text", { role, participant })),
      appointmentFacts(desk, appointment, params),
      viewAction(desk, params),
    ],
  }
}

export function sessionCancelledLetter(desk: Desk, params: MailParams<"session_cancelled">): Letter {
  const { role, participant = "", appointment, message, offers, offered } = params
  return {
    ...head(desk, params, "sessionCancelled"),
    blocks: [
      paragraph(desk.t(`mail.sessionCancelled.${offered ? "offered" : "text"}`, { role, participant })),
      ...(message ? [{ type: "quote" as const, text: message }] : []),
      appointmentFacts(desk, appointment, params),
      ...calendarNote(desk, params),
      ...backNote(desk, params.back),
      offered ? waitingAction(desk, params, "waiting") : takeDates(desk, params, offers),
    ],
  }
}

/** The dates that are open, each one link and one button away, and all of them behind the last link. */
function takeDates({ t, locale, links }: Desk, about: BookingFacts, offers: Offer[]): Block {
  const all = { label: t("mail.offers.all"), href: links.booking(about, "rebook") }
  const dates = offers.map(({ slug, startsAt, endsAt, timeZone }) => ({
    label: formatDateRange(new Date(startsAt), new Date(endsAt), timeZone, locale),
    href: links.booking(about, "rebook", slug),
  }))
  return { type: "links", intro: offers.length > 0 ? t("mail.sessionCancelled.offers") : "", links: [...dates, all] }
}

function changeHead(desk: Desk, { to, appointment }: { to: string; appointment: Appointment }) {
  return { title: sayAppointment(desk, appointment).dateTime, greeting: desk.t("mail.greeting", { name: to }) }
}

function bothDates(
  desk: Desk,
  before: Appointment,
  after: Appointment,
  about: BookingFacts & { price?: Price | null },
): Block {
  const { t } = desk
  const { range, format, place } = sayAppointment(desk, after)
  return factsOf([
    [t("mail.facts.before"), sayAppointment(desk, before).range],
    [t("mail.facts.after"), range],
    [t("mail.facts.format"), format],
    [t("mail.facts.place"), place],
    [t("mail.facts.price"), about.price && sayPrice(desk, about.price)],
    [t("mail.facts.participant"), about.participant],
    [t("mail.facts.booker"), about.booker],
    [t("mail.facts.reference"), about.reference],
  ])
}
