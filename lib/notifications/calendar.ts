import { createHash } from "node:crypto"
import ical, {
  type ICalCalendar,
  type ICalEvent,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
} from "ical-generator"
import { env } from "@/lib/env"
import type { Mailbox } from "@/lib/mail"
import type { CalendarFacts } from "./schema"
import { type MailLocale, mailTranslator } from "./translator"

/** One entry in one person's calendar. */
export type CalendarEntry = Omit<CalendarFacts, "method"> & {
  bookingId: string
  reference: string
  /** Whose calendar it is. */
  email: string
  locale: MailLocale
  organizer: Mailbox
  /** When this version was written. */
  stamp: Date
  /** Asked for and not confirmed yet. */
  tentative?: boolean
}

/**
 * The same for all entries of one booking in one person's calendar, so that a change finds the entry it changes and
 * a cancellation sent to a replaced person never meets the entry of the new one.
 */
export const calendarUid = (bookingId: string, email: string): string =>
  `${createHash("sha256").update(`${bookingId}\0${email}`).digest("hex").slice(0, 32)}@${new URL(env().PUBLIC_URL).hostname}`

/**
 * An iTIP message or a file (RFC 5545, 5546): discreet title unless the person chose another, private, the organizer and this person in it and nobody
 * else, times in UTC, no address of a meeting and no link that opens the booking, since calendars are shared.
 * A file is PUBLISH, which knows no attendees.
 */
export function calendarMessage(entry: CalendarEntry & { method: "REQUEST" | "CANCEL" | "PUBLISH" }): string {
  const { method, locale } = entry
  const cancelled = method === "CANCEL"
  const calendar = ical({
    prodId: { company: "Runde", product: "Runde", language: locale.toUpperCase() },
    method: ICalCalendarMethod[method],
  })
  const status = cancelled ? "cancelled" : entry.tentative ? "tentative" : "confirmed"
  const event = addEvent(calendar, { ...entry, status })
  if (method !== "PUBLISH") {
    // Booked by the person: it stands in the calendar as accepted, and no answer is asked for.
    event.createAttendee({
      name: entry.attendee,
      email: entry.email,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.ACCEPTED,
      rsvp: false,
    })
  }
  return `${calendar.toString()}\r\n`
}

export type Standing = "confirmed" | "tentative" | "cancelled"
const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
}

/** The part that is the same in a message, a file and a feed. */
export function addEvent(calendar: ICalCalendar, entry: CalendarEntry & { status: Standing }): ICalEvent {
  const { locale, place, placeText, organizer, status } = entry
  const t = mailTranslator(locale)
  return calendar.createEvent({
    id: calendarUid(entry.bookingId, entry.email),
    sequence: entry.sequence,
    stamp: entry.stamp,
    // A Date without a zone is written in UTC; with one the library would write the time of this machine.
    start: new Date(entry.startsAt),
    end: new Date(entry.endsAt),
    summary: entry.title ?? t("mail.calendar.title"),
    description: describe(entry),
    location: place === "on_site" ? placeText : t("sessions.place.online"),
    class: ICalEventClass.PRIVATE,
    status: statuses[status],
    busystatus: status === "cancelled" ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    organizer: { name: organizer.name, email: organizer.address },
  })
}

/** In whose calendar it is for somebody else: for whom. No more, since calendars are read by others. */
const describe = ({ locale, reference, onBehalfOf, room }: CalendarEntry): string =>
  onBehalfOf
    ? mailTranslator(locale)("mail.calendar.descriptionFor", { reference, participant: onBehalfOf })
    : describeOwn({ locale, reference, room })

/** With the door where there is one: its page, which opens with the mailed link and not with this address. */
function describeOwn({ locale, reference, room }: Pick<CalendarEntry, "locale" | "reference" | "room">): string {
  const t = mailTranslator(locale)
  const own = t("mail.calendar.description", { reference })
  const page = `${env().PUBLIC_URL}${locale === "de" ? "" : `/${locale}`}/booking/${reference}/room`
  return room ? `${own} ${t("mail.calendar.room", { page })}` : own
}

/** Addresses that add the entry to an online calendar; they lead away from here, under the title that was chosen. */
export function calendarLinks(entry: {
  startsAt: Date
  endsAt: Date
  place: "online" | "on_site"
  placeText: string | null
  reference: string
  locale: MailLocale
  title?: string
  room?: true
}): { google: string; outlook: string } {
  const t = mailTranslator(entry.locale)
  const title = entry.title ?? t("mail.calendar.title")
  const details = describeOwn(entry)
  const location = entry.place === "on_site" ? (entry.placeText ?? "") : t("sessions.place.online")
  const compact = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, "")
  const google = new URLSearchParams({
    ...{ action: "TEMPLATE", text: title, details, location },
    dates: `${compact(entry.startsAt)}/${compact(entry.endsAt)}`,
  })
  const outlook = new URLSearchParams({
    ...{ path: "/calendar/action/compose", rru: "addevent", subject: title, body: details, location },
    ...{ startdt: entry.startsAt.toISOString(), enddt: entry.endsAt.toISOString() },
  })
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.office.com/calendar/0/deeplink/compose?${outlook}`,
  }
}
