import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { EmptyState } from "@/components/ui/empty-state"
import { keepsPeople } from "@/lib/people/policy"
import { listDuplicates } from "@/lib/people/queries-duplicates"
import { listPeople } from "@/lib/people/queries-people"
import { deskHref } from "../../../../desk-session"
import { Likeness, MergeRow } from "../../merge-row"
import { openPerson } from "../../open-person"
import { readPeopleChoice } from "../../people-choice"
import { PersonFormPage } from "../../person-form-page"
import { SearchForm } from "../../search-form"

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.merge"))("title") }
}

/** With whom: who looks like the same person, or whoever is searched for. */
export default async function MergePage({ params, searchParams }: Props) {
  const { person, locale } = await openPerson((await params).id, { may: keepsPeople, path: "/merge" })
  if (person.kind !== "participant") notFound()
  const { q: query } = readPeopleChoice(await searchParams)
  const [t, found, likely] = [
    await getTranslations("people"),
    query ? (await listPeople({ query, limit: 20 })).people : [],
    query ? [] : await listDuplicates(person.id),
  ]
  const others = found.filter(({ id, kind }) => id !== person.id && kind === "participant")
  const href = (id: string) => deskHref(`/organizer/people/${person.id}/merge/${id}`, locale)
  return (
    <PersonFormPage person={person} title={t("merge.title")} lead={t("merge.lead", { name: person.name })}>
      <SearchForm action={deskHref(`/organizer/people/${person.id}/merge`, locale)} query={query} />
      <ul className="mt-8">
        {others.map(({ id, name, company, email }) => (
          <MergeRow key={id} href={href(id)} name={name} about={`${company}, ${email}`} />
        ))}
        {likely.map(({ kept, absorbed, score, reasons }) => {
          const { id, name, company, email } = kept.id === person.id ? absorbed : kept
          return (
            <MergeRow key={id} href={href(id)} name={name} about={`${company}, ${email}`}>
              <Likeness score={score} reasons={reasons} />
            </MergeRow>
          )
        })}
      </ul>
      {others.length + likely.length === 0 && (
        <EmptyState>{query ? t("emptySearch", { query }) : t("merge.none")}</EmptyState>
      )}
    </PersonFormPage>
  )
}
