import { useLocale, useTranslations } from "next-intl"
import type { AskedSession } from "@/lib/bookings/queries-attendance"
import { formatDate } from "@/lib/time-zone"
import { ToDo } from "./to-do"

type Props = { sessions: AskedSession[]; href: (sessionId: string) => string }

/** Seats of people who have said that they do not come and have given nothing back, a line for each date. */
export function NotComingItems(props: Props) {
  const t = useTranslations("reminders.notComing")
  const task = ({ counts }: AskedSession, date: string) => t("task", { count: counts.not_coming, date })
  return <Items {...props} action={t("action")} task={task} />
}

/** Whom to call because they have not said whether they come, a line for each date. */
export function SilentItems(props: Props) {
  const t = useTranslations("reminders.calls")
  const task = ({ calls }: AskedSession, date: string) => t("task", { count: calls.length, date })
  return <Items {...props} action={t("call")} task={task} />
}

type ItemsProps = Props & { action: string; task: (session: AskedSession, date: string) => string }

function Items({ sessions, href, action, task }: ItemsProps) {
  const locale = useLocale()
  return sessions.map((session) => {
    const { sessionId, startsAt, timeZone, formatName } = session
    const date = formatDate(startsAt, timeZone, locale)
    return (
      <ToDo key={sessionId} href={href(sessionId)} action={action} about={date}>
        {task(session, date)} <span className="text-[0.9375rem] text-soft">{formatName}</span>
      </ToDo>
    )
  })
}
