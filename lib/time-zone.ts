import { Temporal } from "temporal-polyfill"

/**
 * The one place that knows of time zones: arithmetic on local days and every date a person reads.
 * A zone is an IANA name, an instant a Date, a local time "2027-01-14T10:00", a local day "2027-01-14".
 */
type Locale = "de" | "en"

const inZone = (instant: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
const toDate = (moment: Temporal.ZonedDateTime) => new Date(moment.epochMilliseconds)

// Arithmetic ---------------------------------------------------------------------------------------------

export const isTimeZone = (zone: string): boolean => {
  try {
    Temporal.Now.zonedDateTimeISO(zone)
    return /^[A-Za-z]/.test(zone) // an offset such as "+01:00" knows no summer time
  } catch {
    return false
  }
}

/**
 * The instant of a wall clock time. In the hour that a clock change skips it is the time an hour later; of an hour
 * that comes twice it is the first (RFC 5545, section 3.3.5).
 */
export const instantOf = (localTime: string, zone: string): Date =>
  toDate(Temporal.PlainDateTime.from(localTime).toZonedDateTime(zone, { disambiguation: "compatible" }))

/** Whether the wall clock ever shows that time: false for 02:30 in the night summer time begins. */
export const existsLocally = (localTime: string, zone: string): boolean =>
  localTimeOf(instantOf(localTime, zone), zone) === localTime

/** "2027-01-14T10:00" */
export const localTimeOf = (instant: Date, zone: string): string =>
  inZone(instant, zone).toPlainDateTime().toString({ smallestUnit: "minute" })

/** "2027-01-14" */
export const localDayOf = (instant: Date, zone: string): string => inZone(instant, zone).toPlainDate().toString()

/** The same wall clock time on another day, also across a clock change. */
export const addLocalDays = (instant: Date, days: number, zone: string): Date =>
  toDate(inZone(instant, zone).add({ days }))

/** The same wall clock time so many months before; of a month too short for it, on its last day. */
export const localMonthsBefore = (instant: Date, months: number, zone: string): Date =>
  toDate(inZone(instant, zone).subtract({ months }))

/** Where a local day ends: the first instant of the next one. */
export const endOfLocalDay = (instant: Date, zone: string): Date =>
  toDate(inZone(instant, zone).add({ days: 1 }).startOfDay())

/** Where a local day begins. */
export const startOfLocalDay = (instant: Date, zone: string): Date => toDate(inZone(instant, zone).startOfDay())

/** The local days on which the quarter or the year of an instant begins and ends. */
export function calendarSpan(unit: "quarter" | "year", instant: Date, zone: string): { from: string; to: string } {
  const day = inZone(instant, zone).toPlainDate()
  const months = unit === "year" ? 12 : 3
  const from = day.with({ month: day.month - ((day.month - 1) % months), day: 1 })
  return { from: from.toString(), to: from.add({ months }).subtract({ days: 1 }).toString() }
}

/** The instants between which local days lie: the first of `from`, and the first after `to`. */
export const localDays = (from: string, to: string, zone: string): { from: Date; until: Date } => ({
  from: instantOf(`${from}T00:00`, zone),
  until: endOfLocalDay(instantOf(`${to}T12:00`, zone), zone),
})

/** The first instant on a full minute at or after this one. */
export const ceilMinute = (instant: Date): Date => new Date(Math.ceil(instant.getTime() / 60_000) * 60_000)

/**
 * The next of these wall clock times on a working day, strictly after `after`: Monday to Friday, without the local days
 * that `isHoliday` knows.
 */
export function nextWorkingTime(times: string[], zone: string, after: Date, isHoliday: (day: string) => boolean): Date {
  const clock = times.map((time) => Temporal.PlainTime.from(time)).sort(Temporal.PlainTime.compare)
  if (clock.length === 0) throw new RangeError("no time of day given")
  for (let day = inZone(after, zone).toPlainDate(); ; day = day.add({ days: 1 })) {
    if (day.dayOfWeek > 5 || isHoliday(day.toString())) continue
    for (const plainTime of clock) {
      const candidate = toDate(day.toZonedDateTime({ timeZone: zone, plainTime }))
      if (candidate > after) return candidate
    }
  }
}

/** The day so many working days before another ("2027-01-14"): Monday to Friday, without the days that `isHoliday` knows. */
export function workingDaysBefore(day: string, count: number, isHoliday: (day: string) => boolean): string {
  let before = plain(day)
  for (let left = count; left > 0;) {
    before = before.subtract({ days: 1 })
    if (before.dayOfWeek < 6 && !isHoliday(before.toString())) left--
  }
  return before.toString()
}

/** The calendar week (ISO 8601). */
export const weekOf = (instant: Date, zone: string): number => inZone(instant, zone).weekOfYear ?? 0

/** Minutes ahead of UTC. */
export const offsetMinutes = (instant: Date, zone: string): number => inZone(instant, zone).offsetNanoseconds / 6e10

// Days of a calendar, which have no zone --------------------------------------------------------------------

const plain = (day: string) => Temporal.PlainDate.from(day)

/** The day so many days later: "2027-03-28" and 1 are "2027-03-29". */
export const addDays = (day: string, days: number): string => plain(day).add({ days }).toString()

/** A wall clock time as much later as `to` is after `from`, without regard to what the clocks do in between. */
export const shiftLocal = (localTime: string, from: string, to: string): string => {
  const wall = (text: string) => Temporal.PlainDateTime.from(text)
  return wall(localTime)
    .add(wall(from).until(wall(to)))
    .toString({ smallestUnit: "minute" })
}

/** The first day of the month so many months later. */
export const startOfMonth = (day: string, monthsLater = 0): string =>
  plain(day).with({ day: 1 }).add({ months: monthsLater }).toString()

/** The Monday of its week. */
export const startOfWeek = (day: string): string => addDays(day, 1 - weekdayOf(day))

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => plain(day).dayOfWeek

/** The n-th of a weekday in the month of a day; -1 is the last one. The first four are in every month. */
export function nthWeekday(month: string, weekday: number, nth: 1 | 2 | 3 | 4 | -1): string {
  const first = startOfMonth(month)
  if (nth > 0) return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7)
  const last = addDays(startOfMonth(month, 1), -1)
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
}

/** An instant within a day, to be read in the zone "UTC": a day as the formats below take it. */
export const noonOf = (day: string): Date => instantOf(`${day}T12:00`, "UTC")

/** A key to group by: "2027-01". */
export const monthOf = (instant: Date, zone: string): string => localDayOf(instant, zone).slice(0, 7)

// What people read ---------------------------------------------------------------------------------------

const tags = { de: "de-DE", en: "en-GB" } as const
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs more than using it a thousand times. */
function format(zone: string, locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${locale} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made)
    formats.set(key, (made = new Intl.DateTimeFormat(tags[locale], { timeZone: zone, hourCycle: "h23", ...options })))
  return made
}

const part = (
  instant: Date,
  zone: string,
  locale: Locale,
  options: Intl.DateTimeFormatOptions,
  type: Intl.DateTimeFormatPartTypes,
) =>
  format(zone, locale, options)
    .formatToParts(instant)
    .find((piece) => piece.type === type)?.value ?? ""

/** A line breaks between date and time, never inside of either. */
const keep = (text: string) => text.replaceAll(" ", "\u00a0")

/** "Do., 14.01.2027" or "Thu, 14 Jan 2027" */
export const formatDate = (instant: Date, zone: string, locale: Locale): string =>
  locale === "de"
    ? keep(
        `${formatWeekday(instant, zone, "de")}., ${format(zone, "de", { day: "2-digit", month: "2-digit", year: "numeric" }).format(instant)}`,
      )
    : keep(format(zone, "en", { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(instant))

/** A day of a calendar, as a document says it: "14.01.2027" or "14 Jan 2027" */
export const formatPlainDay = (day: string, locale: Locale): string =>
  keep(
    format("UTC", locale, {
      ...(locale === "de" ? { day: "2-digit", month: "2-digit" } : { day: "numeric", month: "short" }),
      year: "numeric",
    }).format(instantOf(day, "UTC")),
  )

/** "14.01." or "14 Jan" */
export const formatDateShort = (instant: Date, zone: string, locale: Locale): string =>
  keep(
    format(
      zone,
      locale,
      locale === "de" ? { day: "2-digit", month: "2-digit" } : { day: "numeric", month: "short" },
    ).format(instant),
  )

/** "Do., 14.01." or "Thu, 14 Jan" */
export const formatDayShort = (instant: Date, zone: string, locale: Locale): string =>
  keep(`${formatWeekday(instant, zone, locale)}${locale === "de" ? "." : ""}, `) +
  formatDateShort(instant, zone, locale)

/** "Donnerstag, 14. Januar 2027" or "Thursday, 14 January 2027"; being long, it may break after the weekday */
export const formatDateLong = (instant: Date, zone: string, locale: Locale): string =>
  keep(
    format(zone, locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(instant),
  ).replace("\u00a0", " ")

/** The day of the month with two digits: "04" */
export const formatDay = (instant: Date, zone: string): string => localDayOf(instant, zone).slice(8)

/** "Do" or "Thu" */
export const formatWeekday = (instant: Date, zone: string, locale: Locale): string =>
  part(instant, zone, locale, { weekday: "short" }, "weekday")

/** "Donnerstag" or "Thursday" */
export const formatWeekdayLong = (instant: Date, zone: string, locale: Locale): string =>
  part(instant, zone, locale, { weekday: "long" }, "weekday")

/** "Januar 2027" */
export const formatMonth = (instant: Date, zone: string, locale: Locale): string =>
  keep(format(zone, locale, { month: "long", year: "numeric" }).format(instant))

/** "10:00" */
export const formatTime = (instant: Date, zone: string, locale: Locale): string =>
  format(zone, locale, { hour: "2-digit", minute: "2-digit" }).format(instant)

/** "10:00 Uhr" or "10:00" */
export const formatClock = (instant: Date, zone: string, locale: Locale): string =>
  keep(formatTime(instant, zone, locale) + (locale === "de" ? " Uhr" : ""))

/** "MEZ", "MESZ", "CET", "GMT+5:45" */
export const zoneName = (instant: Date, zone: string, locale: Locale): string =>
  part(instant, zone, locale, { timeZoneName: "short" }, "timeZoneName")

/** "10:00–11:30 Uhr (MEZ)" or "10:00–11:30 (CET)"; with both days when it ends on another one */
export function formatTimeRange(start: Date, end: Date, zone: string, locale: Locale): string {
  const until = localDayOf(start, zone) === localDayOf(end, zone) ? "" : `${formatDateShort(end, zone, locale)}, `
  return keep(
    `${formatTime(start, zone, locale)}–${until}${formatTime(end, zone, locale)}${locale === "de" ? " Uhr" : ""} (${zoneName(start, zone, locale)})`,
  )
}

/** "Do., 14.01.2027, 10:00–11:30 Uhr (MEZ)" */
export const formatDateRange = (start: Date, end: Date, zone: string, locale: Locale): string =>
  `${formatDate(start, zone, locale)}, ${formatTimeRange(start, end, zone, locale)}`

/** "Do., 14.01.2027, 10:00 Uhr" or "Thu, 14 Jan 2027, 10:00" */
export const formatDateTime = (instant: Date, zone: string, locale: Locale): string =>
  `${formatDate(instant, zone, locale)}, ${formatClock(instant, zone, locale)}`

/** As somebody says it now: "heute, 16:00 Uhr", "tomorrow, 08:00", or the date. */
export function formatWhen(instant: Date, zone: string, locale: Locale, now: Date): string {
  const days = inZone(now, zone).toPlainDate().until(inZone(instant, zone).toPlainDate()).days
  if (days !== 0 && days !== 1) return formatDateTime(instant, zone, locale)
  const day = new Intl.RelativeTimeFormat(tags[locale], { numeric: "auto" }).format(days, "day")
  return `${day}, ${formatClock(instant, zone, locale)}`
}

/** How far away a day is: "heute", "morgen", "in 3 Tagen". */
export function formatDaysUntil(instant: Date, zone: string, locale: Locale, now: Date): string {
  const days = inZone(now, zone).toPlainDate().until(inZone(instant, zone).toPlainDate()).days
  return keep(new Intl.RelativeTimeFormat(tags[locale], { numeric: "auto" }).format(days, "day"))
}
