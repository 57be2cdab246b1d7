import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { TaskedSession } from "@/lib/bookings/queries-today"
import type { SessionTask } from "@/lib/sessions/rules"
import { formatDate, formatDateShort, formatWeekday } from "@/lib/time-zone"
import { ToDo } from "./to-do"

/** Where the way on of each task leads, below the page of its session. */
const ways: Record<SessionTask["kind"], string> = {
  below_minimum: "",
  unverified: "",
  place_missing: "/edit",
  draft_near: "",
  attendance_missing: "/attendance",
}

/** What is to be done about sessions, each a sentence with the one way on. */
export function SessionTaskItems({
  sessions,
  href,
}: {
  sessions: TaskedSession[]
  href: (session: string, way: string) => string
}) {
  const t = useTranslations("numbers.tasks")
  const locale = useLocale()
  return sessions.flatMap((session) =>
    session.tasks.map((task) => (
      <ToDo
        key={session.id + task.kind}
        href={href(session.id, ways[task.kind])}
        action={t(`actions.${task.kind}`)}
        about={formatDate(session.startsAt, session.timeZone, locale)}
      >
        <TaskSentence session={session} task={task} />
      </ToDo>
    )),
  )
}

/** "Di., 26.01. hat 2 von 4 nötigen Zusagen." */
export function TaskSentence({ session, task }: { session: TaskedSession; task: SessionTask }) {
  const t = useTranslations("numbers.tasks")
  const locale = useLocale()
  const { startsAt, timeZone, confirmed, minimum, place, formatName } = session
  const day = (instant: Date) => `${weekday(instant)} ${formatDateShort(instant, timeZone, locale)}`
  const weekday = (instant: Date) => formatWeekday(instant, timeZone, locale) + (locale === "de" ? ".," : ",")
  const people = "people" in task ? task.people : 0
  return (
    <>
      {t(task.kind, { date: day(startsAt), confirmed, minimum, place, people })}{" "}
      {task.kind === "below_minimum" && (
        <>
          <Badge tone="mark">
            {t(task.overdue ? "overdue" : "decideBy", { date: formatDateShort(task.decideBy, timeZone, locale) })}
          </Badge>{" "}
        </>
      )}
      <span className="text-[0.9375rem] text-soft">
        {task.kind === "unverified" && `${day(startsAt)} · `}
        {formatName}
      </span>
    </>
  )
}
