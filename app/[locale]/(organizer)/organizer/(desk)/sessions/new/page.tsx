import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { listFormats } from "@/lib/sessions/queries"
import { getSettings } from "@/lib/sessions/settings"
import { createSessionAction } from "../actions"
import { SessionFormPage } from "../form-page"
import { DetailFields, TimeFields } from "../session-fields"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.new"))("title") }
}

export default async function NewSessionPage() {
  await requireTeam({ may: runsSessions, path: "/organizer/sessions/new" })
  const [t, locale] = [await getTranslations("desk"), await getLocale()]
  const [formats, team, settings] = await Promise.all([listFormats(locale, "group"), listTeam(), getSettings()])
  const [first] = formats
  return (
    <SessionFormPage title={t("new.title")} lead={t("new.lead")}>
      <ActionForm id="new" action={createSessionAction}>
        <input type="hidden" name="requestId" value={randomUUID()} />
        <SelectField
          name="formatId"
          label={t("session.format")}
          defaultValue={first?.id}
          required
          options={formats.map(({ id, texts }) => ({ value: id, label: texts.shortName }))}
        />
        <TimeFields timeZone={settings.timeZone} now={presentTime()} />
        <TextField
          name="capacity"
          label={t("fields.capacity")}
          type="number"
          inputMode="numeric"
          min={1}
          max={500}
          required
          defaultValue={first?.capacity ?? 8}
          className="sm:max-w-48"
        />
        <DetailFields team={team} minimum={first?.minimum ?? 4} />
        <div className="flex flex-wrap gap-4">
          <SubmitButton pendingLabel={t("pending")}>{t("new.draft")}</SubmitButton>
          <SubmitButton variant="outline" name="publish" value="1" pendingLabel={t("pending")}>
            {t("new.publish")}
          </SubmitButton>
        </div>
      </ActionForm>
    </SessionFormPage>
  )
}
