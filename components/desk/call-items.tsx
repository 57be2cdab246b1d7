import { useLocale, useTranslations } from "next-intl"
import type { AskedSession } from "@/lib/bookings/queries-attendance"
import { formatClock, formatDate, formatDateShort } from "@/lib/time-zone"
import type { Call } from "@/lib/waitlist/queries-desk"
import { ToDo } from "./to-do"

type Props = {
  calls: Call[]
  /** Sessions some of whose people have not said whether they come: of the same session in the same line. */
  silent: AskedSession[]
  href: (sessionId: string, list: "calls" | "waitlist") => string
}

/**
 * Sessions too near for offers that have a free seat and people who wait for it: they are called. Where others have to be
 * called about the same session these come first, since another seat may come free by that.
 */
export function CallItems({ calls, silent, href }: Props) {
  const t = useTranslations("waitlist.desk")
  const locale = useLocale()
  return calls.map(({ sessionId, startsAt, timeZone, free, waiting }) => {
    const unanswered = silent.find((session) => session.sessionId === sessionId)?.calls.length ?? 0
    return (
      <ToDo
        key={sessionId}
        href={href(sessionId, unanswered > 0 ? "calls" : "waitlist")}
        action={t("taskAction")}
        about={formatDate(startsAt, timeZone, locale)}
      >
        {t(unanswered > 0 ? "taskBoth" : "task", {
          date: formatDateShort(startsAt, timeZone, locale),
          time: formatClock(startsAt, timeZone, locale),
          ...{ free, waiting, unanswered },
        })}
      </ToDo>
    )
  })
}
