import { getTranslations } from "next-intl/server"
import { type CalendarDay, CalendarList, CalendarTable } from "@/components/desk/calendar"
import { LinkButton } from "@/components/ui/button"
import { now as presentTime } from "@/lib/clock"
import { groupBy } from "@/lib/group-by"
import { holidayOn } from "@/lib/holidays"
import { type DeskSession, listSessions } from "@/lib/sessions/queries"
import type { SettingsData } from "@/lib/sessions/schema"
import {
  addDays,
  formatDate,
  formatMonth,
  instantOf,
  localDayOf,
  noonOf,
  startOfMonth,
  startOfWeek,
  weekOf,
} from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { filterOf, type ListChoice, queryOf } from "./list-choice"
import { settings } from "../../../../../settings"

type View = "month" | "week"
type Props = {
  choice: ListChoice
  view: View
  home: string
  locale: "de" | "en"
  scope: { hostId?: string }
}

// Whoever has more in one month narrows it down.
const most = 500

/** A month or a week of sessions, in the zone of the house. */
export async function CalendarView({ choice, view, home, locale, scope }: Props) {
  const [t, house, now] = [await getTranslations("series.calendar"), await settings(), presentTime()]
  const zone = house.timeZone
  const today = localDayOf(now, zone)
  const period = periodOf(view, choice.day ?? today)
  const sessions = await listSessions(locale, {
    ...{ ...scope, ...filterOf(choice), limit: most },
    during: { from: instantOf(`${period.from}T00:00`, zone), until: instantOf(`${period.until}T00:00`, zone) },
  })
  const weeks = weeksOf(period, { sessions, today, settings: house })
  const link = (day: string, other: View = view) => home + queryOf({ ...choice, view: other, day, after: undefined })
  const title =
    view === "month"
      ? formatMonth(noonOf(period.first), "UTC", locale)
      : t("weekTitle", {
          week: weekOf(noonOf(period.first), "UTC"),
          from: formatDate(noonOf(period.first), "UTC", locale),
          until: formatDate(noonOf(addDays(period.first, 6)), "UTC", locale),
        })
  const href = (id: string) => deskHref(`/organizer/sessions/${id}`, locale)
  const inside = sessions.some(({ startsAt }) => period.holds(localDayOf(startsAt, zone)))
  return (
    <section aria-labelledby="period">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 border-t border-line pt-4">
        <h2 id="period">{title}</h2>
        <nav aria-label={title} className="flex flex-wrap gap-3">
          <LinkButton href={link(period.previous)} variant="outline" size="small" rel="prev">
            <span aria-hidden="true">‹</span>
            <span className="sr-only">{t(`previous.${view}`)}</span>
          </LinkButton>
          <LinkButton href={link(today)} variant="outline" size="small">
            {t("today")}
          </LinkButton>
          <LinkButton href={link(period.next)} variant="outline" size="small" rel="next">
            <span aria-hidden="true">›</span>
            <span className="sr-only">{t(`next.${view}`)}</span>
          </LinkButton>
        </nav>
      </div>
      <CalendarTable
        {...{ weeks, zone, href }}
        caption={title}
        weekHref={view === "month" ? (day) => link(day, "week") : undefined}
      />
      <CalendarList {...{ weeks, zone, href }} />
      {!inside && <p className="mt-4 text-soft md:text-center">{t(`empty.${view}`)}</p>}
    </section>
  )
}

/** The days of a view: from its first Monday to the Monday behind it. */
function periodOf(view: View, day: string) {
  if (view === "week") {
    const first = startOfWeek(day)
    const until = addDays(first, 7)
    const holds = (other: string) => other >= first && other < until
    return { first, from: first, until, previous: addDays(first, -7), next: until, holds }
  }
  const [first, next] = [startOfMonth(day), startOfMonth(day, 1)]
  const until = addDays(startOfWeek(addDays(next, -1)), 7)
  const holds = (other: string) => other >= first && other < next
  return { first, from: startOfWeek(first), until, previous: startOfMonth(day, -1), next, holds }
}

function weeksOf(
  { from, until, holds }: ReturnType<typeof periodOf>,
  { sessions, today, settings }: { sessions: DeskSession[]; today: string; settings: SettingsData },
): CalendarDay[][] {
  const byDay = groupBy(sessions, ({ startsAt }) => localDayOf(startsAt, settings.timeZone))
  const weeks: CalendarDay[][] = []
  for (let monday = from; monday < until; monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index))
    weeks.push(
      days.map((day) => ({
        ...{ day, today: day === today, inside: holds(day), holiday: holidayOn(day, settings.region) },
        sessions: byDay.get(day) ?? [],
      })),
    )
  }
  return weeks
}
