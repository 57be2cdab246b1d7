import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, SelectField, TextAreaField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { regions } from "@/lib/holidays"
import { runsHouse } from "@/lib/people/policy"
import { houseRevision } from "@/lib/sessions/edit-house"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { saveHouseAction } from "./actions"
import { houseFields, valueAt } from "./fields"
import { settings } from "../../../../../../settings"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("houseTitle") }
}

export default async function HousePage({ searchParams }: Props) {
  await requireTeam({ may: runsHouse, path: "/organizer/settings/house" })
  const [t, house] = [await getTranslations("desk"), await settings()]
  const optional = (await getTranslations("common"))("optional")
  const sections = Object.entries(houseFields) as [keyof typeof houseFields, (typeof houseFields)["legal"]][]
  return (
    <>
      <SettingsCrumb here={t("settings.houseTitle")} />
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mt-4 mb-8 text-3xl">{t("settings.houseTitle")}</h1>
      <ActionForm id="house" action={saveHouseAction} className="grid max-w-[44em] gap-10">
        <HiddenField name="revision" value={houseRevision(house)} />
        {sections.map(([section, fields]) => (
          <fieldset key={section} className="grid gap-5">
            <legend className="mb-4 font-serif text-2xl">{t(`house.${section}`)}</legend>
            {section === "legal" && <p className="max-w-[34em] text-soft">{t("house.legalLead")}</p>}
            <div className="grid items-start gap-5 sm:grid-cols-2">
              {fields.map(({ name, kind, optional: free }) => {
                // The two languages of a text stand beside each other.
                const className = name.endsWith(".de") ? "sm:col-start-1" : undefined
                const props = {
                  name,
                  label: labelOf(t, name),
                  note: free ? optional : undefined,
                  required: !free,
                  className,
                }
                const value = valueAt(house, name)
                if (kind === "region") return <RegionField key={name} name={name} value={value} />
                return kind === "text" ? (
                  <TextAreaField key={name} {...props} defaultValue={value} rows={5} />
                ) : (
                  <TextField key={name} {...props} defaultValue={value} type={kind === "mail" ? "email" : "text"} />
                )
              })}
            </div>
          </fieldset>
        ))}
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("settings.save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}

/** Whose holidays are shown when dates are made. */
async function RegionField({ name, value }: { name: string; value?: string }) {
  const t = await getTranslations("series.region")
  const states = regions.map((region) => ({ value: region, label: t(`names.${region}`) }))
  states.sort((a, b) => a.label.localeCompare(b.label, "de"))
  return (
    <SelectField
      name={name}
      label={t("label")}
      hint={t("hint")}
      defaultValue={value ?? ""}
      options={[{ value: "", label: t("none") }, ...states]}
    />
  )
}

type Desk = Awaited<ReturnType<typeof getTranslations<"desk">>>

/** "Funktion (Englisch)" */
function labelOf(t: Desk, name: string): string {
  const [, base = name, locale] = /^(.*?)(?:\.(de|en))?$/.exec(name) ?? []
  const label = t(`house.fields.${base.replaceAll(".", "_")}` as "house.fields.name")
  return locale ? `${label} (${t(`languages.${locale as "de" | "en"}`)})` : label
}
