import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { Portrait } from "@/components/sessions/host"
import { FileField } from "@/components/ui/file-field"
import { ActionForm, SelectField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { offeredLanguages } from "@/lib/sessions/schema"
import { portraitPath, settings } from "../../../../../../settings"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { Accent } from "./accent"
import { removePortraitAction, saveLanguagesAction, savePortraitAction } from "./actions"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("lookTitle") }
}

/** How the house looks to whoever comes by. */
export default async function LookPage({ searchParams }: Props) {
  await requireTeam({ may: runsHouse, path: "/organizer/settings/look" })
  const [desk, house] = [await getTranslations("desk"), await settings()]
  const t = await getTranslations("house.look.languages")
  return (
    <>
      <SettingsCrumb here={desk("settings.lookTitle")} />
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mt-4 mb-8 text-3xl">{desk("settings.lookTitle")}</h1>
      <div className="grid gap-14">
        <PortraitSection name={house.organizer.name} />
        <Accent accent={house.accent} />
        <section aria-labelledby="languages" className="grid max-w-[34em] gap-4">
          <h2 id="languages">{t("title")}</h2>
          <p className="text-soft">{t("text")}</p>
          <ActionForm id="languages-form" action={saveLanguagesAction}>
            <SelectField
              name="languages"
              label={t("label")}
              defaultValue={house.languages}
              options={offeredLanguages.map((value) => ({ value, label: t(`options.${value}`) }))}
            />
            <div>
              <SubmitButton pendingLabel={desk("pending")}>{t("save")}</SubmitButton>
            </div>
          </ActionForm>
        </section>
      </div>
    </>
  )
}

async function PortraitSection({ name }: { name: string }) {
  const [t, desk, portrait] = [
    await getTranslations("house.look.portrait"),
    await getTranslations("desk"),
    await portraitPath(),
  ]
  const alt = (await getTranslations("sessions.page"))("portrait", { name })
  return (
    <section aria-labelledby="portrait" className="grid max-w-[34em] gap-4">
      <h2 id="portrait">{t("title")}</h2>
      <p className="text-soft">{t("text")}</p>
      {portrait && (
        <div className="flex flex-wrap items-center gap-6">
          <Portrait src={portrait} alt={alt} large />
          <ActionForm id="remove-portrait" action={removePortraitAction}>
            <SubmitButton variant="outline" size="small" pendingLabel={desk("pending")}>
              {t("remove")}
            </SubmitButton>
          </ActionForm>
        </div>
      )}
      <ActionForm id="portrait-form" action={savePortraitAction}>
        <FileField name="file" label={t("file")} hint={t("fileHint")} accept="image/jpeg,image/png,image/webp" />
        <div>
          <SubmitButton pendingLabel={t("saving")}>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
