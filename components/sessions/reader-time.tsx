"use client"

import { useSyncExternalStore } from "react"
import { formatDate, formatTime } from "@/lib/time-zone"

/**
 * The same moment on the reader's own clock, when it shows another time. The server does
 * not know that clock, so it appears after the page has come alive; without JavaScript
 * the zone of the session stands alone, which is never wrong.
 */
export function ReaderTime({
  start,
  zone,
  locale,
  labels,
}: {
  start: Date
  zone: string
  locale: "de" | "en"
  /** With `{time}` and, for another day, `{date}` where they go. */
  labels: { time: string; dateTime: string }
}) {
  const ownZone = useSyncExternalStore(never, readerZone, () => zone)
  const [date, time] = [formatDate(start, ownZone, locale), formatTime(start, ownZone, locale)]
  const sameDay = date === formatDate(start, zone, locale)
  if (sameDay && time === formatTime(start, zone, locale)) return null
  const label = sameDay ? labels.time : labels.dateTime
  return <span className="inline-block text-soft">{label.replace("{time}", time).replace("{date}", date)}</span>
}

const never = () => () => {}
const readerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
