import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import { classNames } from "@/components/ui/class-names"
import type { Holiday } from "@/lib/holidays"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate, formatTime, formatWeekday, noonOf, weekOf } from "@/lib/time-zone"
import { DeskRing } from "./desk-ring"

/** A day of the calendar and what takes place on it. */
export type CalendarDay = {
  day: string
  today: boolean
  /** It belongs to the month that is shown and not to the one before or after it. */
  inside: boolean
  holiday: Holiday | null
  sessions: DeskSession[]
}

type Props = {
  weeks: CalendarDay[][]
  caption: string
  zone: string
  href: (sessionId: string) => string
  /** Where the rest of a full day is; without it every session is shown. */
  weekHref?: (day: string) => string
}

// A day of the month with more is one to look at by itself.
const mostOfDay = 4

/** Weeks as rows and days as columns, on screens that have the width. */
export function CalendarTable({ weeks, caption, zone, href, weekHref }: Props) {
  const t = useTranslations("series.calendar")
  const locale = useLocale()
  const [first = []] = weeks
  return (
    <table className="w-full table-fixed border-collapse text-sm max-md:hidden">
      <caption className="sr-only">{t("caption", { period: caption })}</caption>
      <thead>
        <tr className="border-b border-ink">
          <th scope="col" className="w-9 py-2 text-left font-normal text-soft">
            {t("week")}
          </th>
          {first.map(({ day }) => (
            <th key={day} scope="col" className="px-1.5 py-2 text-left font-[540]">
              {formatWeekday(noonOf(day), "UTC", locale)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.day} className="border-b border-line align-top">
            <th scope="row" className="py-2 text-left font-normal text-soft">
              {week[0] && weekOf(noonOf(week[0].day), "UTC")}
            </th>
            {week.map((day) => (
              <td
                key={day.day}
                aria-current={day.today ? "date" : undefined}
                className={classNames("px-1.5 pt-2 pb-3", weekHref ? "h-24" : "h-56", day.today && "bg-wash")}
              >
                <DayCell {...{ day, zone, href, weekHref }} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DayCell({ day, zone, href, weekHref }: { day: CalendarDay } & Pick<Props, "zone" | "href" | "weekHref">) {
  const t = useTranslations("series.calendar")
  const holidays = useTranslations("series.holidays")
  const locale = useLocale()
  const shown = weekHref ? day.sessions.slice(0, mostOfDay) : day.sessions
  const rest = day.sessions.length - shown.length
  return (
    <>
      <p className={classNames("mb-0.5", !day.inside && "text-soft", day.today && "font-[640] text-accent")}>
        <time dateTime={day.day}>
          <span className="sr-only">{formatDate(noonOf(day.day), "UTC", locale)}</span>
          <span aria-hidden="true">{Number(day.day.slice(8))}</span>
        </time>
      </p>
      {day.holiday && <p className="mb-1 text-xs text-soft">{holidays(day.holiday)}</p>}
      {shown.length > 0 && (
        <ul className="grid gap-1">
          {shown.map((session) => (
            <li key={session.id}>
              <SessionLink {...{ session, zone, href }} ring={!weekHref} />
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && weekHref && (
        <a href={weekHref(day.day)} className="inline-flex min-h-6 items-center">
          {t("moreOfDay", { count: rest })}
          <span className="sr-only">, {formatDate(noonOf(day.day), "UTC", locale)}</span>
        </a>
      )}
    </>
  )
}

/** Days with something on them under each other, for a phone. */
export function CalendarList({ weeks, zone, href }: Pick<Props, "weeks" | "zone" | "href">) {
  const locale = useLocale()
  const holidays = useTranslations("series.holidays")
  const days = weeks.flat().filter(({ inside, sessions }) => inside && sessions.length > 0)
  return (
    <ol className="md:hidden" data-rows>
      {days.map(({ day, today, holiday, sessions }) => (
        <li key={day} aria-current={today ? "date" : undefined} className="border-t border-line py-3.5">
          <h3 className="flex flex-wrap items-baseline gap-x-3">
            {formatDate(noonOf(day), "UTC", locale)}
            {holiday && <Badge tone="plain">{holidays(holiday)}</Badge>}
          </h3>
          <ul>
            {sessions.map((session) => (
              <li key={session.id}>
                <SessionLink {...{ session, zone, href }} ring />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** "10:00 KI-Gruppen-Session 6/8"; what is no date to book says so. */
function SessionLink({
  session,
  zone,
  href,
  ring,
}: { session: DeskSession; ring: boolean } & Pick<Props, "zone" | "href">) {
  const t = useTranslations("series.calendar")
  const state = useTranslations("desk.session.status")
  const locale = useLocale()
  const { id, startsAt, status, format, seats, capacity } = session
  const off = status === "cancelled"
  return (
    <a
      href={href(id)}
      className={classNames(
        "flex min-h-11 items-center gap-2 rounded py-1 leading-[1.3] no-underline hover:underline",
        off && "text-soft",
      )}
    >
      {ring && !off && <DeskRing session={session} className="size-9" />}
      <span className="min-w-0">
        <span className={classNames("font-[560]", off && "line-through")}>{formatTime(startsAt, zone, locale)}</span>{" "}
        <span className={off ? "line-through" : undefined}>{format.name}</span>{" "}
        {status === "draft" || off ? (
          <span className={classNames("text-xs", status === "draft" ? "text-accent" : "text-soft")}>
            {state(status)}
          </span>
        ) : (
          <span className="text-soft">
            <span aria-hidden="true">
              {seats.confirmed}/{capacity}
            </span>
            <span className="sr-only">{t("taken", { taken: seats.confirmed, capacity })}</span>
          </span>
        )}
      </span>
    </a>
  )
}
