"use client"

import { useEffect, useState } from "react"

type Props = {
  start: Date
  zone: string
  locale: "de" | "en"
  /** With `{time}` and, for another day, `{date}` where they go. */
  labels: { time: string; dateTime: string }
}

/**
 * The same moment on the reader's own clock, when it shows another time. The server does not know that clock, so it
 * appears once the page is alive; without JavaScript the zone of the session stands alone, which is never wrong.
 */
export function ReaderTime({ start, zone, locale, labels }: Props) {
  const [text, setText] = useState("")
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (own === zone) return
    let here = true
    // Fetched by those who need it: most readers live in the zone of the session.
    void import("@/lib/time-zone").then(({ formatDate, formatTime }) => {
      const [date, time] = [formatDate(start, own, locale), formatTime(start, own, locale)]
      const sameDay = date === formatDate(start, zone, locale)
      if (!here || (sameDay && time === formatTime(start, zone, locale))) return
      setText((sameDay ? labels.time : labels.dateTime).replace("{time}", time).replace("{date}", date))
    })
    return () => {
      here = false
    }
  }, [start, zone, locale, labels.time, labels.dateTime])
  return text && <span className="inline-block text-soft">{text}</span>
}
