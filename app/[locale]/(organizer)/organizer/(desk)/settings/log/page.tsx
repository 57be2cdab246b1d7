import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { LogRow } from "@/components/desk/log-row"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { listActivities } from "@/lib/bookings/list-activities"
import { readsLog } from "@/lib/people/policy"
import { deskHref } from "../../../desk-session"
import { SettingsCrumb } from "../settings-crumb"
import { filterOf, readLogChoice } from "./log-choice"
import { LogFilterForm } from "./log-filter-form"
import { settings } from "../../../../../../settings"
import { showQuery } from "../../../../../../show-query"
import { NothingFound } from "../../../nothing-found"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.log"))("title") }
}

/** The log: who, when, what before and after. It can be added to and not changed. */
export default async function LogPage({ searchParams }: Props) {
  const viewer = await requireTeam({ may: readsLog, path: "/organizer/settings/log" })
  const [t, locale, { timeZone }] = [await getTranslations("team.log"), await getLocale(), await settings()]
  const choice = readLogChoice(await searchParams)
  const { cursor, ...narrowing } = choice
  const { entries, nextCursor } = await listActivities(filterOf(choice, viewer, timeZone), { cursor, locale })
  const home = deskHref("/organizer/settings/log", locale)
  const narrowed = showQuery(narrowing)
  return (
    <>
      <SettingsCrumb here={t("title")} />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
      </div>
      <LogFilterForm choice={choice} viewer={viewer} action={home} />
      {entries.length > 0 ? (
        <ol className="mt-8 border-b border-line">
          {entries.map((entry) => (
            <LogRow
              key={entry.id}
              entry={entry}
              zone={timeZone}
              href={(id) => deskHref(`/organizer/sessions/${id}`, locale)}
            />
          ))}
        </ol>
      ) : (
        <NothingFound clear={narrowed ? { href: home, label: t("clear") } : undefined}>
          {t(narrowed ? "emptyFiltered" : "empty")}
        </NothingFound>
      )}
      <p className="mt-6 flex flex-wrap gap-4">
        {nextCursor && (
          <LinkButton variant="outline" size="small" href={home + showQuery({ ...choice, cursor: nextCursor })}>
            {t("older")}
          </LinkButton>
        )}
        {entries.length > 0 && (
          <LinkButton variant="outline" size="small" href={`${home}/export${narrowed}`} download>
            {t("export")}
          </LinkButton>
        )}
      </p>
    </>
  )
}
