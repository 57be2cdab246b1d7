import { formatDateTime } from "@/lib/time-zone"
import {
  action,
  appointmentFacts,
  type Block,
  type Desk,
  factsOf,
  type Letter,
  note,
  otherDates,
  paragraph,
  sayAppointment,
} from "../letter"
import type { BookingFacts, MailParams } from "../schema"
import { head, wasBookedFor } from "./bookings"

/** To those who wait. */

export function waitingLetter(desk: Desk, params: MailParams<"waiting">): Letter {
  const { t, links } = desk
  const { role, participant = "", closed, kept } = params
  return {
    ...waitlistHead(desk, params, "waiting"),
    blocks: [
      paragraph(t("mail.waiting.text", { role, participant })),
      waitsFor(desk, params),
      paragraph(t(closed ? "mail.waiting.closed" : "mail.waiting.open")),
      ...keptNote(desk, kept, "waiting"),
      ...source(desk, params),
      action(t("mail.waiting.action"), links.booking(params, "waiting")),
    ],
  }
}

export function offerLetter(desk: Desk, params: MailParams<"offer">): Letter {
  const { t, locale } = desk
  const { role, participant = "", appointment, expiresAt, kept } = params
  const until = formatDateTime(new Date(expiresAt), appointment.timeZone, locale)
  return {
    ...head(desk, params, "offer"),
    blocks: [
      paragraph(t("mail.offer.text", { role, participant, until })),
      appointmentFacts(desk, appointment, params),
      ...keptNote(desk, kept, "offer"),
      ...source(desk, params),
      action(t("mail.offer.action"), desk.links.booking(params, "waiting")),
    ],
  }
}

export function offerLapsedLetter(desk: Desk, params: MailParams<"offer_lapsed">): Letter {
  const { t } = desk
  return {
    ...head(desk, params, "offerLapsed"),
    blocks: [
      paragraph(t("mail.offerLapsed.text")),
      paragraph(t(params.off ? "mail.offerLapsed.off" : "mail.offerLapsed.stays")),
      params.off ? otherDates(desk, []) : action(t("mail.waiting.action"), desk.links.booking(params, "waiting")),
    ],
  }
}

export function waitlistEndedLetter(desk: Desk, params: MailParams<"waitlist_ended">): Letter {
  const { role, participant = "" } = params
  return {
    ...waitlistHead(desk, params, "waitlistEnded"),
    blocks: [
      paragraph(desk.t("mail.waitlistEnded.text", { role, participant })),
      waitsFor(desk, { dates: params.dates, wishes: [] }),
      otherDates(desk, []),
    ],
  }
}

export function waitlistRemovedLetter(desk: Desk, params: MailParams<"waitlist_removed">): Letter {
  const { t } = desk
  const { role, participant = "", offered, kept } = params
  return {
    ...waitlistHead(desk, params, "waitlistRemoved"),
    blocks: [
      paragraph(t("mail.waitlistRemoved.text", { role, participant })),
      waitsFor(desk, params),
      ...(offered ? [paragraph(t("mail.waitlistRemoved.offered"))] : []),
      ...keptNote(desk, kept, "waitlistRemoved"),
      otherDates(desk, []),
    ],
  }
}

export function openedLetter(desk: Desk, params: MailParams<"opened">): Letter {
  const { t, links } = desk
  const { slug, keeps, appointment } = params
  return {
    ...head(desk, params, "opened"),
    blocks: [
      paragraph(t("mail.opened.text")),
      appointmentFacts(desk, appointment, params),
      paragraph(t("mail.opened.stays")),
      action(t("mail.opened.action"), keeps ? links.booking(params, "rebook", slug) : links.session(slug)),
      {
        ...{ type: "links", intro: "" },
        links: [{ label: t("mail.waiting.action"), href: links.booking(params, "waiting") }],
      },
    ],
  }
}

/**
 * As with a booking: who entered somebody else, and where the data came from (Art. 14 GDPR). An offer may be the first word,
 * too. The way out is the button below.
 */
const source = ({ t }: Desk, about: BookingFacts): Block[] =>
  wasBookedFor(about) ? [note(t("mail.waiting.source", { name: about.booker }))] : []

/** One date in the subject; of several none is more than the others. */
function waitlistHead(
  desk: Desk,
  { to, dates }: BookingFacts & Pick<MailParams<"waitlist_ended">, "dates">,
  texts: "waiting" | "waitlistEnded" | "waitlistRemoved",
): Omit<Letter, "blocks"> {
  const [first, second] = dates
  const only = first && !second ? sayAppointment(desk, first) : null
  return {
    subject: only ? desk.t(`mail.${texts}.subject`, { date: only.date }) : desk.t(`mail.${texts}.subjectOpen`),
    state: desk.t(`mail.${texts}.state`),
    title: only ? only.dateTime : desk.t(`mail.${texts}.title`),
    greeting: desk.t("mail.greeting", { name: to }),
  }
}

function waitsFor(desk: Desk, { dates, wishes }: Pick<MailParams<"waiting">, "dates" | "wishes">): Block {
  const { t } = desk
  const formats = new Set(dates.map((at) => sayAppointment(desk, at).format))
  return factsOf([
    [t("mail.facts.format"), [...formats].join("; ")],
    ...dates.map((at): [string, string] => [t("mail.facts.date"), sayAppointment(desk, at).range]),
    ...wishes.map(({ weekday, from, until }): [string, string] => [
      t("mail.waiting.wish"),
      t("mail.waiting.wished", { weekday: t(`mail.waiting.weekdays.${weekday as 1}`), from, until }),
    ]),
  ])
}

const keptNote = (
  desk: Desk,
  kept: MailParams<"offer">["kept"],
  texts: "waiting" | "offer" | "waitlistRemoved",
): Block[] => (kept ? [paragraph(desk.t(`mail.${texts}.kept`, { date: sayAppointment(desk, kept).dateTime }))] : [])
