import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { fullName } from "@/lib/people/rules"
import { previewPeople } from "@/lib/transfer/import-people"
import type { PersonRow } from "@/lib/transfer/schema-people"
import { importPeopleAction } from "../../actions"
import { ImportPage } from "../../import-page"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transfer.people"))("title") }
}

export default async function ImportPeoplePage({ params }: Props) {
  const t = await getTranslations("transfer.people")
  return (
    <ImportPage
      kind="people"
      id={(await params).id}
      look={previewPeople}
      action={importPeopleAction}
      groups={({ added, known }) => [
        { title: t("added", { count: added.length }), rows: added.map(toLine) },
        { title: t("known", { count: known.length }), rows: known.map(toLine) },
      ]}
    />
  )
}

const toLine = ({ line, row }: { line: number; row: PersonRow }) => ({
  line,
  text: fullName(row),
  detail: `${row.company} · ${row.email}`,
})
