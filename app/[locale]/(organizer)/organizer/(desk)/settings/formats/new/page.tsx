import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsSessions } from "@/lib/people/policy"
import { SettingsCrumb } from "../../settings-crumb"
import { createFormatAction } from "../actions"
import { FormatFields } from "../format-fields"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.formats"))("create") }
}

// A size in which two cases fit into 90 minutes, and terms that cost nothing until they are set.
const usual = {
  lengthMinutes: "90",
  capacity: "8",
  minimum: "4",
  decisionTimes: "08:00, 16:00",
  vatRateBasisPoints: "19",
  "terms.finalPercent": "0",
  "terms.waivedWhenRefilled": "on",
}

export default async function NewFormatPage() {
  await requireTeam({ may: runsSessions, path: "/organizer/settings/formats/new" })
  const t = await getTranslations("desk")
  return (
    <>
      <SettingsCrumb here={t("formats.create")} />
      <h1 className="mt-4 mb-8 text-3xl">{t("formats.create")}</h1>
      <ActionForm id="format" action={createFormatAction} className="grid max-w-[44em] gap-10">
        <FormatFields shown={usual} isNew />
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("settings.save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
