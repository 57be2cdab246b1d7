import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { requireTeam } from "@/lib/auth"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { Factors } from "./factors"
import { SignIns } from "./sign-ins"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.security"))("title") }
}

/** How the member signs in, and where they are. */
export default async function SecurityPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/settings/security" })
  const t = await getTranslations("team.security")
  return (
    <>
      <SettingsCrumb here={t("title")} />
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mt-4 mb-8 text-3xl">{t("title")}</h1>
      <div className="grid gap-12">
        <Factors viewer={viewer} />
        <SignIns viewer={viewer} />
      </div>
    </>
  )
}
