import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { requireTeam } from "@/lib/auth"
import { runsSessions } from "@/lib/people/policy"
import { SettingsCrumb } from "../../settings-crumb"
import { createFormatAction } from "../actions"
import { FormatForm } from "../form"
import { usualFormat } from "../usual-format"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.formats"))("create") }
}

export default async function NewFormatPage() {
  await requireTeam({ may: runsSessions, path: "/organizer/settings/formats/new" })
  const t = await getTranslations("desk.formats")
  return (
    <>
      <SettingsCrumb room="formats" here={t("create")} />
      <h1 className="mt-4 mb-3 text-3xl">{t("create")}</h1>
      <p className="mb-8 max-w-[34em] text-soft">{t("newLead")}</p>
      <FormatForm action={createFormatAction} shown={usualFormat} sessions={[]} isNew />
    </>
  )
}
