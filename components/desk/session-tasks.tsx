import { useLocale, useTranslations } from "next-intl"
import type { TaskedSession } from "@/lib/bookings/queries-today"
import type { SessionTask } from "@/lib/sessions/rules"
import { formatDate, formatDayShort } from "@/lib/time-zone"
import { ToDo } from "./to-do"
import { isRisk, RiskSentence, type RiskTask } from "./viability"

/** Where the way on of each task leads, below the page of its session. */
const ways: Record<Exclude<SessionTask["kind"], RiskTask["kind"]>, string> = {
  unverified: "",
  place_missing: "/edit",
  draft_near: "",
  attendance_missing: "/attendance",
}

/** What is to be done about sessions, each a sentence with the one way on; not what has two (`isRisk`). */
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
    session.tasks.filter(hasOneWay).map((task) => (
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

type OneWay = Exclude<SessionTask, RiskTask>
const hasOneWay = (task: SessionTask): task is OneWay => !isRisk(task)

/** "Für Di., 26.01. fehlt die Anschrift." */
export function TaskSentence({ session, task }: { session: TaskedSession; task: SessionTask }) {
  const t = useTranslations("numbers.tasks")
  const locale = useLocale()
  if (isRisk(task)) return <RiskSentence {...{ session, task }} />
  const { startsAt, timeZone, place, formatName } = session
  const date = formatDayShort(startsAt, timeZone, locale)
  const people = "people" in task ? task.people : 0
  return (
    <>
      {t(task.kind, { date, place, people })}{" "}
      <span className="text-[0.9375rem] text-soft">
        {task.kind === "unverified" && `${date} · `}
        {formatName}
      </span>
    </>
  )
}
