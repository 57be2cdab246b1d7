import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { PersonEntryRow } from "@/components/desk/person-entry"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { keepsPeople, sessionScope } from "@/lib/people/policy"
import { listPeople } from "@/lib/people/queries-people"
import { deskHref } from "../../desk-session"
import { DoneNotice } from "../../done-notice"
import { readPeopleChoice } from "./people-choice"
import { SearchForm } from "./search-form"
import { settings } from "../../../../../settings"
import { showQuery } from "../../../../../show-query"
import { NextPage } from "../../next-page"
import { NothingFound } from "../../nothing-found"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") }
}

/** Everybody who ever booked; a host sees who is in their own sessions. */
export default async function PeoplePage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/people" })
  const [t, locale, search] = [await getTranslations("people"), await getLocale(), await searchParams]
  const composition = await getTranslations("composition.companies")
  const { q: query, cursor } = readPeopleChoice(search)
  const [{ people, nextCursor }, { timeZone }] = await Promise.all([
    listPeople({ ...sessionScope(viewer), query, cursor }),
    settings(),
  ])
  const home = deskHref("/organizer/people", locale)
  return (
    <>
      <DoneNotice done={search.done} />
      <div className="mb-8 flex flex-wrap items-start justify-between gap-4">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
        {keepsPeople(viewer) && (
          <p className="flex flex-wrap gap-x-6">
            <a href={deskHref("/organizer/people/companies", locale)} className="inline-flex min-h-11 items-center">
              {composition("link")}
            </a>
            <a href={deskHref("/organizer/people/duplicates", locale)} className="inline-flex min-h-11 items-center">
              {t("duplicatesLink")}
            </a>
          </p>
        )}
      </div>
      <SearchForm action={home} query={query} />
      {people.length > 0 ? (
        <ul className="mt-8">
          {people.map((person) => (
            <PersonEntryRow
              key={person.id}
              {...{ person, zone: timeZone }}
              href={deskHref(`/organizer/people/${person.id}`, locale)}
            />
          ))}
        </ul>
      ) : (
        <NothingFound clear={query ? { href: home, label: t("clear") } : undefined}>
          {query ? t("emptySearch", { query }) : t(keepsPeople(viewer) ? "empty" : "emptyHost")}
        </NothingFound>
      )}
      {nextCursor && <NextPage href={home + showQuery({ q: query, cursor: nextCursor })}>{t("more")}</NextPage>}
    </>
  )
}
