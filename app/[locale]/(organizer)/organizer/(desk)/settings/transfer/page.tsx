import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm, TickField } from "@/components/ui/form"
import { FileField } from "@/components/ui/file-field"
import { Button } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { maxFileBytes } from "@/lib/body"
import { runsHouse } from "@/lib/people/policy"
import { headingsOf } from "@/lib/transfer/read-csv"
import { mostPeople, mostSessions } from "@/lib/transfer/rules"
import { uploadKinds } from "@/lib/transfer/schema"
import { peopleColumns } from "@/lib/transfer/schema-people"
import { sessionColumns } from "@/lib/transfer/schema-sessions"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { bringFileAction, restoreArchiveAction } from "./actions"

const lists = {
  people: { columns: peopleColumns, most: mostPeople },
  sessions: { columns: sessionColumns, most: mostSessions },
}

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
        {uploadKinds.map((kind) => (
          <section key={kind} aria-labelledby={kind} className="grid max-w-[34em] gap-4">
            <h2 id={kind}>{t(`${kind}.title`)}</h2>
            <p className="text-soft">{t(`${kind}.text`)}</p>
            <ActionForm id={`bring-${kind}`} action={bringFileAction}>
              <input type="hidden" name="kind" value={kind} />
              <FileField
                name="file"
                label={t("csvFile")}
                accept=".csv,.txt,.tsv,text/csv,text/plain"
                hint={t(`${kind}.columns`, {
                  columns: headingsOf(lists[kind].columns, locale).join(", "),
                  most: lists[kind].most,
                })}
              />
              <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
                <SubmitButton pendingLabel={t("reading")}>{t("look")}</SubmitButton>
                <a
                  href={deskHref(`/organizer/settings/transfer/templates/${kind}`, locale)}
                  download
                  className="py-2.5"
                >
                  {t("template")}
                </a>
              </div>
            </ActionForm>
          </section>
        ))}
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
            <FileField
              name="file"
              label={t("restore.file")}
              accept=".zip,application/zip"
              hint={t("restore.most", { most: maxFileBytes / 1024 ** 2 })}
              most={{ bytes: maxFileBytes, problem: t("restore.tooLarge") }}
            />
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
