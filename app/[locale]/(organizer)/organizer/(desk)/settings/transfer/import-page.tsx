import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import type { ReactNode } from "react"
import { type ImportGroup, ImportPreview } from "@/components/transfer/import-preview"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, type FormAction, HiddenField, TickField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import type { Outcome } from "@/lib/errors"
import { runsHouse } from "@/lib/people/policy"
import { findUpload } from "@/lib/transfer/queries"
import type { CsvRefusal, Preview } from "@/lib/transfer/read-csv"
import type { UploadKind } from "@/lib/transfer/schema"
import { deskHref } from "../../../desk-session"
import { SettingsCrumb } from "../settings-crumb"

type Props<Row, P extends Preview<Row>> = {
  kind: UploadKind
  id: string
  look: (text: string) => Promise<Outcome<P, CsvRefusal>>
  /** What would come of the file, each group under its title. */
  groups: (preview: P) => ImportGroup[] | Promise<ImportGroup[]>
  action: FormAction
}

/** What importing a file would do, line by line, before anything happens. */
export async function ImportPage<Row, P extends Preview<Row>>({ kind, id, look, groups, action }: Props<Row, P>) {
  await requireTeam({ may: runsHouse, path: `/organizer/settings/transfer/${kind}/${id}` })
  const upload = (await findUpload(id, kind)) ?? notFound()
  const [t, desk, locale] = [await getTranslations("transfer"), await getTranslations("desk"), await getLocale()]
  const preview = await look(upload.text)
  const back = (
    <LinkButton variant="outline" href={deskHref("/organizer/settings/transfer", locale)}>
      {t("otherFile")}
    </LinkButton>
  )
  return (
    <>
      <SettingsCrumb here={t("title")} />
      <h1 className="mt-4 mb-2 text-3xl">{t(`${kind}.title`)}</h1>
      <p className="mb-8 break-all text-soft">{upload.fileName}</p>
      {!preview.ok ? (
        <Notice tone="mark" title={desk(`reasons.${preview.reason}`, { most: preview.most ?? 0 })}>
          {back}
        </Notice>
      ) : (
        <ImportPreview problems={preview.problems} unknown={preview.unknown} groups={await groups(preview)}>
          <ImportForm {...{ kind, id, action, preview }}>{back}</ImportForm>
        </ImportPreview>
      )}
    </>
  )
}

async function ImportForm({
  kind,
  id,
  action,
  preview: { added, problems },
  children,
}: Pick<Props<unknown, Preview<unknown>>, "kind" | "id" | "action"> & {
  preview: Preview<unknown>
  children: ReactNode
}) {
  const t = await getTranslations("transfer")
  if (added.length === 0)
    return (
      <div className="grid justify-items-start gap-5">
        <p className="font-serif text-xl text-soft">{t("nothing")}</p>
        {children}
      </div>
    )
  return (
    <ActionForm id={`import-${kind}`} action={action}>
      <HiddenField name="requestId" value={crypto.randomUUID()} />
      <input type="hidden" name="uploadId" value={id} />
      {problems.length > 0 && <TickField name="skipBroken">{t("skipBroken")}</TickField>}
      <div className="flex flex-wrap gap-4">
        <SubmitButton pendingLabel={t("importing")}>{t(`${kind}.submit`, { count: added.length })}</SubmitButton>
        {children}
      </div>
    </ActionForm>
  )
}
