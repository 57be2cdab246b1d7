import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { EmptyState } from "@/components/ui/empty-state"
import { requireTeam } from "@/lib/auth"
import { keepsPeople } from "@/lib/people/policy"
import { listDuplicates } from "@/lib/people/queries-duplicates"
import { deskHref } from "../../../desk-session"
import { Likeness, MergeRow } from "../merge-row"
import { PersonFormPage } from "../person-form-page"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.duplicates"))("title") }
}

/** Pairs that may be one person, the likeliest first. */
export default async function DuplicatesPage() {
  await requireTeam({ may: keepsPeople, path: "/organizer/people/duplicates" })
  const [t, locale, pairs] = [await getTranslations("people"), await getLocale(), await listDuplicates()]
  return (
    <PersonFormPage title={t("duplicates.title")} lead={t("duplicates.lead")}>
      <ul>
        {pairs.map(({ kept, absorbed, score, reasons }) => (
          <MergeRow
            key={kept.id + absorbed.id}
            href={deskHref(`/organizer/people/${kept.id}/merge/${absorbed.id}`, locale)}
            name={kept.name === absorbed.name ? kept.name : `${kept.name} ${t("duplicates.and")} ${absorbed.name}`}
            about={`${kept.company}, ${kept.email} ${t("duplicates.and")} ${absorbed.company}, ${absorbed.email}`}
          >
            <Likeness score={score} reasons={reasons} />
          </MergeRow>
        ))}
      </ul>
      {pairs.length === 0 && <EmptyState>{t("duplicates.none")}</EmptyState>}
    </PersonFormPage>
  )
}
