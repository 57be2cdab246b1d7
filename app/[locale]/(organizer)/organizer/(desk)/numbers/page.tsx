import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getLocale, getTranslations } from "next-intl/server"
import { FillChart } from "@/components/numbers/fill-chart"
import { LeadChart } from "@/components/numbers/lead-chart"
import { NumberTile } from "@/components/numbers/number-tile"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { EmptyState } from "@/components/ui/empty-state"
import { PageHeader } from "@/components/ui/page-header"
import { countLeadTimes, listSessionNumbers, readNumbers } from "@/lib/numbers/queries"
import type { Span } from "@/lib/numbers/rules"
import { runsSessions } from "@/lib/people/policy"
import { listFormats } from "@/lib/sessions/queries"
import { formatDate, instantOf } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { openNumbers, queryOf } from "./choice"
import { NumbersFilter } from "./numbers-filter"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

// More columns than that are a hedge.
const mostColumns = 60

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("numbers.page"))("title") }
}

/** What the desk counts, each number with how it is counted; two pictures with their figures behind them. */
export default async function NumbersPage({ searchParams }: Props) {
  const { viewer, choice, span, scope, zone, now } = await openNumbers(await searchParams)
  const [t, locale] = [await getTranslations("numbers.page"), await getLocale()]
  const [numbers, sessions, leadTimes, formats] = await Promise.all([
    readNumbers(scope, now),
    listSessionNumbers(scope, mostColumns, now),
    countLeadTimes(scope, now),
    listFormats(locale, "group"),
  ])
  const home = deskHref("/organizer/numbers", locale)
  const links = [
    { href: `${home}/export${queryOf(choice)}`, label: t("exportNumbers") },
    { href: `${home}/export${queryOf(choice, { what: "sessions" })}`, label: t("exportSessions") },
  ]
  return (
    <>
      <Breadcrumb
        label={t("here")}
        steps={[{ href: deskHref("/organizer", locale), label: t("today") }]}
        here={t("title")}
      />
      <div className="mt-4 mb-6">
        <PageHeader size="small" title={t("title")} lead={t(runsSessions(viewer) ? "lead" : "leadHost")} />
      </div>
      <NumbersFilter {...{ choice, formats, home }} />
      <p className="mt-6 mb-2 text-soft">{await spanText(span, zone, locale)}</p>
      {numbers.held.whole === 0 ? (
        <EmptyState>{t("empty")}</EmptyState>
      ) : (
        <div className="grid grid-cols-1 gap-14">
          <section aria-labelledby="at-a-glance">
            <h2 id="at-a-glance" className="sr-only">
              {t("numbers")}
            </h2>
            <ul className="grid grid-cols-2 gap-x-5 gap-y-7 border-t border-ink pt-4 sm:gap-x-10 lg:grid-cols-4">
              {Object.values(numbers).map((number) => (
                <NumberTile key={number.name} number={number} explained />
              ))}
            </ul>
          </section>
          {sessions.length > 0 && (
            <div className="grid grid-cols-1 gap-x-16 gap-y-14 lg:grid-cols-2">
              <FillChart
                sessions={sessions}
                shortened={numbers.held.part > sessions.length}
                href={(id) => deskHref(`/organizer/sessions/${id}`, locale)}
              />
              <LeadChart counts={leadTimes} />
            </div>
          )}
          <section aria-labelledby="export">
            <h2 id="export" className="mb-2 text-xl">
              {t("export")}
            </h2>
            <ul className="flex flex-wrap gap-x-8">
              {links.map(({ href, label }) => (
                <li key={href}>
                  <a href={href} download className="inline-flex min-h-11 items-center">
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </>
  )
}

async function spanText({ from, to }: Span, zone: string, locale: Locale): Promise<string> {
  const t = await getTranslations("numbers.page")
  const text = (day: string) => formatDate(instantOf(`${day}T12:00`, zone), zone, locale)
  if (from && to) return t("span", { from: text(from), to: text(to) })
  if (from) return t("since", { from: text(from) })
  return to ? t("until", { to: text(to) }) : t("always")
}
