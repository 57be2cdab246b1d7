import { useLocale, useTranslations } from "next-intl"
import type { AskedSession } from "@/lib/bookings/queries-attendance"
import { formatDate } from "@/lib/time-zone"
import { ToDo } from "./to-do"

type Props = { sessions: AskedSession[]; href: (sessionId: string) => string }

/** Seats of people who have said that they do not come and have given nothing back, a line for each date. */
export function NotComingItems({ sessions, href }: Props) {
  const t = useTranslations("reminders.notComing")
  const locale = useLocale()
  return sessions.map(({ sessionId, startsAt, timeZone, formatName, counts }) => {
    const date = formatDate(startsAt, timeZone, locale)
    return (
      <ToDo key={sessionId} href={href(sessionId)} action={t("action")} about={date}>
        {t("task", { count: counts.not_coming, date })} <span className="text-[0.9375rem] text-soft">{formatName}</span>
      </ToDo>
    )
  })
}

/** Whom to call because they have not said whether they come, a line for each date. */
export function SilentItems({ sessions, href }: Props) {
  const t = useTranslations("reminders.calls")
  const locale = useLocale()
  return sessions.map(({ sessionId, startsAt, timeZone, formatName, calls }) => {
    const date = formatDate(startsAt, timeZone, locale)
    return (
      <ToDo key={sessionId} href={href(sessionId)} action={t("call")} about={date}>
        {t("task", { count: calls.length, date })} <span className="text-[0.9375rem] text-soft">{formatName}</span>
      </ToDo>
    )
  })
}
