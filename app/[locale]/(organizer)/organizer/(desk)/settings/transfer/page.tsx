import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm, TickField } from "@/components/ui/form"
import { FileField } from "@/components/ui/file-field"
import { Button } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { peopleColumns } from "@/lib/transfer/schema-people"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { bringFileAction, restoreArchiveAction } from "./actions"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transfer"))("title") }
}

/** What comes into the house from elsewhere, and all of it as one file to take along. */
export default async function TransferPage({ searchParams }: Props) {
  await requireTeam({ may: runsHouse, path: "/organizer/settings/transfer" })
  const [t, locale] = [await getTranslations("transfer"), await getLocale()]
  return (
    <>
      <SettingsCrumb here={t("title")} />
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mt-4 mb-8 text-3xl">{t("title")}</h1>
      <div className="grid gap-14">
        <section aria-labelledby="people" className="grid max-w-[34em] gap-4">
          <h2 id="people">{t("people.title")}</h2>
          <p className="text-soft">{t("people.text")}</p>
          <ActionForm id="bring-people" action={bringFileAction}>
            <input type="hidden" name="kind" value="people" />
            <FileField
              name="file"
              label={t("csvFile")}
              accept=".csv,text/csv,text/plain"
              hint={t("people.columns", { columns: headings(peopleColumns).join(", ") })}
            />
            <div>
              <SubmitButton pendingLabel={t("reading")}>{t("look")}</SubmitButton>
            </div>
          </ActionForm>
        </section>
        <section aria-labelledby="export" className="grid max-w-[34em] gap-4">
          <h2 id="export">{t("export.title")}</h2>
          <p className="text-soft">{t("export.text")}</p>
          <form
            id="export-archive"
            method="post"
            encType="multipart/form-data"
            action={deskHref("/organizer/settings/transfer/archive", locale)}
          >
            <Button type="submit" variant="outline">
              {t("export.submit")}
            </Button>
          </form>
        </section>
        <section aria-labelledby="restore" className="grid max-w-[34em] gap-4">
          <h2 id="restore">{t("restore.title")}</h2>
          <p className="text-soft">{t("restore.text")}</p>
          <ActionForm id="restore-archive" action={restoreArchiveAction}>
            <FileField name="file" label={t("restore.file")} accept=".zip,application/zip" />
            <TickField name="sure">{t("restore.sure")}</TickField>
            <div>
              <SubmitButton variant="outline" pendingLabel={t("restore.pending")}>
                {t("restore.submit")}
              </SubmitButton>
            </div>
          </ActionForm>
        </section>
      </div>
    </>
  )
}

const headings = (columns: Record<string, readonly string[]>) => Object.values(columns).map(([first]) => first)
