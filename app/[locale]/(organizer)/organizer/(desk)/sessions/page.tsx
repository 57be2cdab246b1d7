import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { DeskSessionRow } from "@/components/desk/session-row"
import { FilterLinks } from "@/components/desk/filter-links"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { runsSessions, sessionScope } from "@/lib/people/policy"
import { type DeskSession, listSessions } from "@/lib/sessions/queries"
import { deskHref } from "../../desk-session"
import { DoneNotice } from "../../done-notice"

const views = ["upcoming", "drafts", "past"] as const
type View = (typeof views)[number]
type Props = { searchParams: Promise<{ show?: string; format?: string; done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("sessions") }
}

export default async function DeskSessionsPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/sessions" })
  const [t, locale, search, now] = [
    await getTranslations("desk.sessions"),
    await getLocale(),
    await searchParams,
    presentTime(),
  ]
  const show = views.find((view) => view === search.show) ?? "upcoming"
  const sessions = await listSessions(locale, sessionScope(viewer))
  const formats = [...new Map(sessions.map(({ format }) => [format.slug, format.name]))]
  const format = formats.some(([slug]) => slug === search.format) ? search.format : undefined
  const ofFormat = sessions.filter((session) => !format || session.format.slug === format)
  const shown = ofFormat.filter((session) => viewOf(session, now) === show)
  const link = (query: Record<string, string | undefined>) => {
    const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
    const path = deskHref("/organizer/sessions", locale)
    return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs).toString()}` : path
  }
  return (
    <>
      <DoneNotice done={search.done} />
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-3xl">{t("title")}</h1>
        {runsSessions(viewer) && (
          <LinkButton href={deskHref("/organizer/sessions/new", locale)} size="small">
            {t("create")}
          </LinkButton>
        )}
      </div>
      <nav aria-label={t("filter")} className="mb-4 flex flex-wrap justify-between gap-x-10">
        <FilterLinks
          label={t("byState")}
          options={views.map((view) => ({
            href: link({ show: view === "upcoming" ? undefined : view, format }),
            label: t(`view.${view}`, { count: ofFormat.filter((session) => viewOf(session, now) === view).length }),
            chosen: view === show,
          }))}
        />
        {formats.length > 1 && (
          <FilterLinks
            label={t("byFormat")}
            options={[undefined, ...formats].map((option) => ({
              href: link({ show: search.show, format: option?.[0] }),
              label: option?.[1] ?? t("all"),
              chosen: option?.[0] === format,
            }))}
          />
        )}
      </nav>
      {shown.length > 0 ? (
        <ul>
          {shown.map((session) => (
            <DeskSessionRow
              key={session.id}
              session={session}
              href={deskHref(`/organizer/sessions/${session.id}`, locale)}
            />
          ))}
        </ul>
      ) : (
        <EmptyState
          action={
            show !== "past" &&
            runsSessions(viewer) && (
              <LinkButton href={deskHref("/organizer/sessions/new", locale)}>{t("create")}</LinkButton>
            )
          }
        >
          {t(`empty.${show}`)}
        </EmptyState>
      )}
    </>
  )
}

function viewOf({ status, endsAt }: DeskSession, now: Date): View {
  if (status === "draft") return "drafts"
  return status === "finished" || endsAt <= now ? "past" : "upcoming"
}
