import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { countDue } from "@/lib/bookings/queries-retention"
import { runsHouse } from "@/lib/people/policy"
import { retentionBounds } from "@/lib/sessions/schema"
import { settings } from "../../../../../../settings"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { changeRetentionAction } from "./actions"

type Props = { searchParams: Promise<{ done?: string }> }

const sections = {
  people: ["personMonths", "roundDays", "unprovedDays"],
  journal: ["mailMonths", "signInDays"],
} as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("retentionTitle") }
}

/** How long personal data stays, and what goes tonight. */
export default async function RetentionPage({ searchParams }: Props) {
  await requireTeam({ may: runsHouse, path: "/organizer/settings/retention" })
  const [t, desk] = [await getTranslations("house.retention"), await getTranslations("desk")]
  const { retention, timeZone } = await settings()
  const due = await countDue(retention, timeZone)
  return (
    <>
      <SettingsCrumb here={desk("settings.retentionTitle")} />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={desk("settings.retentionTitle")} lead={t("lead")} />
      </div>
      <div className="grid gap-14">
        <ActionForm id="retention" action={changeRetentionAction} className="grid max-w-[34em] gap-10">
          <HiddenField name="agreed" value={0} />
          {(["people", "journal"] as const).map((section) => (
            <fieldset key={section} className="grid gap-5">
              <legend className="mb-4 font-serif text-2xl">{t(section)}</legend>
              {sections[section].map((name) => (
                <TextField
                  key={name}
                  {...{ name, ...retentionBounds[name] }}
                  type="number"
                  inputMode="numeric"
                  label={t(name)}
                  hint={t(`${name}Hint`)}
                  defaultValue={retention[name]}
                  required
                />
              ))}
            </fieldset>
          ))}
          <p className="text-soft">{t("always")}</p>
          <div>
            <SubmitButton pendingLabel={desk("pending")}>{t("save")}</SubmitButton>
          </div>
        </ActionForm>
        <section aria-labelledby="due" className="grid max-w-[34em] gap-3.5">
          <h2 id="due">{t("due.title")}</h2>
          <ul>
            {(["people", "unconfirmed", "names", "mails"] as const).map((what) => (
              <li key={what} className="border-t border-line py-2.5">
                {t(`due.${what}`, { count: due[what] })}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}
