import { formatMoney, grossCents, type Price } from "@/lib/money"
import { formatDate, formatDateRange, formatDateShort, formatDateTime } from "@/lib/time-zone"
import type { Links } from "./links"
import type { Appointment, BookingFacts, Offer } from "./schema"
import type { MailLocale, MailTranslator } from "./translator"

/** What a mail says, before it becomes HTML or plain text. Both are made from this, so they say the same. */
export type Letter = {
  /** Carries the date; never a topic, a name or a company. */
  subject: string
  /** A word or two above the title. */
  state?: string
  title: string
  greeting: string
  blocks: Block[]
  /** To the team: nobody signs a note to themselves. */
  unsigned?: boolean
}

export type Link = { label: string; href: string }

export type Block =
  | { type: "paragraph"; text: string }
  | { type: "note"; text: string }
  /** In the organizer's own words. */
  | { type: "quote"; text: string }
  | { type: "facts"; rows: [label: string, value: string][] }
  | { type: "code"; code: string }
  /** The one thing to do. */
  | { type: "action"; link: Link }
  | { type: "links"; intro: string; links: Link[] }

/** What a letter is written with. */
export type Desk = { t: MailTranslator; locale: MailLocale; links: Links }

export const paragraph = (text: string): Block => ({ type: "paragraph", text })
export const note = (text: string): Block => ({ type: "note", text })
export const action = (label: string, href: string): Block => ({ type: "action", link: { label, href } })

/** The dates and words of one appointment in the language of the letter. */
export function sayAppointment({ t, locale }: Desk, at: Appointment) {
  const [start, end] = [new Date(at.startsAt), new Date(at.endsAt)]
  const hours = at.lengthMinutes >= 180 && at.lengthMinutes % 60 === 0 ? at.lengthMinutes / 60 : 0
  return {
    /** "Do., 14.01.2027" */
    date: formatDate(start, at.timeZone, locale),
    /** "Do., 14.01.2027, 10:00 Uhr" */
    dateTime: formatDateTime(start, at.timeZone, locale),
    /** "Do., 14.01.2027, 10:00–11:30 Uhr (MEZ)" */
    range: formatDateRange(start, end, at.timeZone, locale),
    format: t("mail.format", { name: at.format, length: t("sessions.length", { minutes: at.lengthMinutes, hours }) }),
    place: at.place === "online" ? t("sessions.place.online") : (at.placeText ?? t("sessions.place.onSite")),
  }
}

/** "14.01. → 21.01.2027"; with the clock when only that changes, with both years when the year does. */
export function sayChange({ t, locale }: Desk, before: Appointment, after: Appointment): string {
  const [from, to] = [new Date(before.startsAt), new Date(after.startsAt)]
  const day = { from: formatDate(from, before.timeZone, locale), to: formatDate(to, after.timeZone, locale) }
  const year = (text: string) => text.slice(-4)
  const [first, second] =
    day.from === day.to
      ? [
          formatDateTime(from, before.timeZone, locale),
          formatDateTime(to, after.timeZone, locale).slice(day.to.length + 2),
        ]
      : year(day.from) === year(day.to)
        ? [formatDateShort(from, before.timeZone, locale), withoutWeekday(day.to)]
        : [withoutWeekday(day.from), withoutWeekday(day.to)]
  return t("mail.changes.dates", { before: first, after: second })
}

const withoutWeekday = (date: string) => date.slice(date.indexOf("\u00a0") + 1)

type Amount = { cents: number; currency: string }

/** The table under the first sentence. */
export function appointmentFacts(
  desk: Desk,
  at: Appointment,
  about?: BookingFacts & { price?: Price | null; paid?: Amount | null },
): Block {
  const { t } = desk
  const { range, format, place } = sayAppointment(desk, at)
  return factsOf([
    [t("mail.facts.date"), range],
    [t("mail.facts.format"), format],
    [t("mail.facts.place"), place],
    [t("mail.facts.price"), about?.price && sayPrice(desk, about.price)],
    [t("mail.facts.paid"), about?.paid && formatMoney(about.paid.cents, about.paid.currency, desk.locale)],
    [t("mail.facts.participant"), about?.participant],
    [t("mail.facts.booker"), about?.booker],
    [t("mail.facts.reference"), about?.reference],
  ])
}

export const factsOf = (rows: [label: string, value: string | null | undefined][]): Block => ({
  type: "facts",
  rows: rows.filter((row): row is [string, string] => Boolean(row[1])),
})

/** "290,00 € zzgl. 19 % USt., gesamt 345,10 €" */
export function sayPrice({ t, locale }: Desk, { netCents, vatRateBasisPoints, currency }: Price): string {
  return t("sessions.price.full", {
    net: formatMoney(netCents, currency, locale),
    gross: formatMoney(grossCents(netCents, vatRateBasisPoints), currency, locale),
    rate: (vatRateBasisPoints / 100).toLocaleString(locale),
  })
}

/** At most two other dates, or the way to all of them. */
export function otherDates({ t, locale, links }: Desk, offers: Offer[]): Block {
  if (offers.length === 0)
    return { type: "links", intro: "", links: [{ label: t("mail.offers.all"), href: links.sessions() }] }
  return {
    type: "links",
    intro: t("mail.offers.these"),
    links: offers.map(({ slug, startsAt, endsAt, timeZone }) => ({
      label: formatDateRange(new Date(startsAt), new Date(endsAt), timeZone, locale),
      href: links.session(slug),
    })),
  }
}
