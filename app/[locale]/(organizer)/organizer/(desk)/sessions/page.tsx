import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { FilterLinks } from "@/components/desk/filter-links"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { requireTeam } from "@/lib/auth"
import { isUuid } from "@/lib/input"
import { runsSessions, sessionScope } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { listFormats, listSessions } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { countWishing } from "@/lib/waitlist/queries-wishes"
import { deskHref } from "../../desk-session"
import { DoneNotice } from "../../done-notice"
import { CalendarView } from "./calendar-view"
import { FilterForm } from "./filter-form"
import { ListView } from "./list-view"
import { isFiltered, queryOf, readListChoice, views } from "./list-choice"

type Search = Record<string, string | string[] | undefined>
type Props = { searchParams: Promise<Search> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("sessions") }
}

/** All sessions somebody may see: as a list, by month or by week. */
export default async function DeskSessionsPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/sessions" })
  const [t, series] = [await getTranslations("desk.sessions"), await getTranslations("series.list")]
  const wishes = await getTranslations("viability.wishes")
  const [locale, search] = [await getLocale(), await searchParams]
  const choice = readListChoice(search)
  const home = deskHref("/organizer/sessions", locale)
  const props = { choice, home, locale, scope: sessionScope(viewer), may: runsSessions(viewer) }
  const [formats, team, wishing] = await Promise.all([
    listFormats(locale, "group"),
    listTeam(),
    props.may ? countWishing() : 0,
  ])
  return (
    <>
      <DoneNotice done={search.done} />
      <Left left={search.left} locale={locale} scope={props.scope} />
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-3xl">{t("title")}</h1>
        {props.may && (
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
            {wishing > 0 && (
              <a href={deskHref("/organizer/wishes", locale)} className="py-2.5">
                {wishes("link", { count: wishing })}
              </a>
            )}
            <LinkButton href={deskHref("/organizer/sessions/new", locale)} size="small">
              {t("create")}
            </LinkButton>
          </div>
        )}
      </div>
      <FilterForm
        {...{ choice, formats, action: home }}
        team={props.may ? team : team.filter(({ id }) => id === viewer.id)}
      />
      <nav aria-label={series("view")} className="mb-1 flex flex-wrap items-center justify-between gap-x-10">
        <FilterLinks
          label={series("view")}
          options={views.map((view) => ({
            href: home + queryOf({ ...choice, view, after: undefined }),
            label: series(`views.${view}`),
            chosen: view === choice.view,
          }))}
        />
        {isFiltered(choice) && (
          <a href={home + queryOf({ view: choice.view, show: choice.show, day: choice.day })} className="py-2.5">
            {series("clear")}
          </a>
        )}
      </nav>
      {choice.view === "list" ? <ListView {...props} /> : <CalendarView {...props} view={choice.view} />}
    </>
  )
}

/** Which of the ticked drafts could not be published. */
async function Left({
  left,
  locale,
  scope,
}: {
  left: Search[string]
  locale: "de" | "en"
  scope: { hostId?: string }
}) {
  const ids = [left ?? []].flat().filter(isUuid).slice(0, 200)
  if (ids.length === 0) return null
  const [t, sessions] = [await getTranslations("series.list"), await listSessions(locale, { ...scope, ids })]
  const dates = sessions.map(({ startsAt, timeZone }) => formatDate(startsAt, timeZone, locale))
  if (dates.length === 0) return null
  return (
    <div className="mb-8">
      <Notice tone="mark" role="status" title={t("left", { dates: dates.join("; ") })} />
    </div>
  )
}
