import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { ImportPreview } from "@/components/transfer/import-preview"
import { fullName } from "@/lib/people/rules"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField, TickField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { previewPeople } from "@/lib/transfer/import-people"
import { findUpload } from "@/lib/transfer/queries"
import { deskHref } from "../../../../../desk-session"
import { SettingsCrumb } from "../../../settings-crumb"
import { importPeopleAction } from "../../actions"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transfer.people"))("title") }
}

/** What importing a list of people would do, line by line, before anything happens. */
export default async function ImportPeoplePage({ params }: Props) {
  const { id } = await params
  await requireTeam({ may: runsHouse, path: `/organizer/settings/transfer/people/${id}` })
  const upload = (await findUpload(id, "people")) ?? notFound()
  const [t, desk, locale] = [await getTranslations("transfer"), await getTranslations("desk"), await getLocale()]
  const preview = await previewPeople(upload.text)
  const back = (
    <LinkButton variant="outline" href={deskHref("/organizer/settings/transfer", locale)}>
      {t("otherFile")}
    </LinkButton>
  )
  return (
    <>
      <SettingsCrumb here={t("title")} />
      <h1 className="mt-4 mb-2 text-3xl">{t("people.title")}</h1>
      <p className="mb-8 break-all text-soft">{upload.fileName}</p>
      {!preview.ok ? (
        <Notice tone="mark" title={desk(`reasons.${preview.reason}`)}>
          {back}
        </Notice>
      ) : (
        <ImportPreview
          problems={preview.problems}
          unknown={preview.unknown}
          groups={[
            { title: t("people.added", { count: preview.added.length }), rows: preview.added.map(toLine) },
            { title: t("people.known", { count: preview.known.length }), rows: preview.known.map(toLine) },
          ]}
        >
          <ActionForm id="import-people" action={importPeopleAction}>
            <HiddenField name="requestId" value={crypto.randomUUID()} />
            <input type="hidden" name="uploadId" value={id} />
            {preview.problems.length > 0 && <TickField name="skipBroken">{t("skipBroken")}</TickField>}
            <div className="flex flex-wrap gap-4">
              {preview.added.length > 0 && (
                <SubmitButton pendingLabel={t("importing")}>
                  {t("people.submit", { count: preview.added.length })}
                </SubmitButton>
              )}
              {back}
            </div>
          </ActionForm>
        </ImportPreview>
      )}
    </>
  )
}

const toLine = ({
  line,
  row,
}: {
  line: number
  row: Parameters<typeof fullName>[0] & { company: string; email: string }
}) => ({
  line,
  text: fullName(row),
  detail: `${row.company} · ${row.email}`,
})
