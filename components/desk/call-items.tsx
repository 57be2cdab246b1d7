import { useLocale, useTranslations } from "next-intl"
import { formatClock, formatDate, formatDateShort } from "@/lib/time-zone"
import type { Call } from "@/lib/waitlist/queries-desk"
import { ToDo } from "./to-do"

/** Sessions too near for offers that have a free seat and people who wait for it: they are called. */
export function CallItems({ calls, href }: { calls: Call[]; href: (sessionId: string) => string }) {
  const t = useTranslations("waitlist.desk")
  const locale = useLocale()
  return calls.map(({ sessionId, startsAt, timeZone, free, waiting }) => (
    <ToDo
      key={sessionId}
      href={href(sessionId)}
      action={t("taskAction")}
      about={formatDate(startsAt, timeZone, locale)}
    >
      {t("task", {
        date: formatDateShort(startsAt, timeZone, locale),
        time: formatClock(startsAt, timeZone, locale),
        free,
        waiting,
      })}
    </ToDo>
  ))
}
