import ical, { ICalCalendarMethod } from "ical-generator"
import { addEvent, type CalendarEntry, type Standing } from "./calendar"
import type { MailLocale } from "./translator"

/** One date in a feed: as a mailed entry, or with words of its own. */
export type FeedEntry = CalendarEntry & {
  status: Standing
  uid?: string
  description?: string
  url?: string
}

const hourSeconds = 3600

/**
 * A calendar that others read by themselves (RFC 5545, with the hint of RFC 7986 to look once an hour). It says the same
 * until something changes: each event is stamped with its last change and not with the time of reading.
 */
export function calendarFeed({
  name,
  locale,
  entries,
}: {
  name: string
  locale: MailLocale
  entries: FeedEntry[]
}): string {
  const calendar = ical({
    prodId: { company: "Runde", product: "Runde", language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    name,
    ttl: hourSeconds,
  })
  for (const entry of entries) {
    const event = addEvent(calendar, entry)
    event.lastModified(entry.stamp)
    if (entry.uid) event.uid(entry.uid)
    if (entry.description) event.description(entry.description)
    if (entry.url) event.url(entry.url)
  }
  return `${calendar.toString()}\r\n`
}
