import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { KeyValue } from "@/components/ui/key-value"
import { requireTeam } from "@/lib/auth"
import { env } from "@/lib/env"
import { findTestMail } from "@/lib/notifications/queries-test-mail"
import { fromOf } from "@/lib/notifications/sender"
import { runsHouse } from "@/lib/people/policy"
import type { SettingsData } from "@/lib/sessions/schema"
import { settings } from "../../../../../../settings"
import { deskHref } from "../../../desk-session"
import { SettingsCrumb } from "../settings-crumb"
import { Check } from "./check"
import { readCheck } from "./check-choice"
import { TestMailSection } from "./test-mail"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("mailTitle") }
}

/** Whether mails leave the house, and whether others believe them. */
export default async function MailSettingsPage({ searchParams }: Props) {
  const viewer = await requireTeam({ may: runsHouse, path: "/organizer/settings/mail" })
  const [t, house] = [await getTranslations("desk.settings"), await settings()]
  return (
    <>
      <SettingsCrumb here={t("mailTitle")} />
      <h1 className="mt-4 mb-8 text-3xl">{t("mailTitle")}</h1>
      <div className="grid gap-14">
        <SenderSection house={house} />
        <TestMailSection email={viewer.email} mail={await findTestMail(viewer.email)} zone={house.timeZone} />
        <Check choice={readCheck(await searchParams)} house={house} />
      </div>
    </>
  )
}

async function SenderSection({ house }: { house: SettingsData }) {
  const [t, locale] = [await getTranslations("house.mail.sender"), await getLocale()]
  const { name, address } = fromOf(house)
  const { MAIL_FROM, SMTP_URL } = env()
  return (
    <section aria-labelledby="sender" className="grid max-w-[34em] gap-4">
      <h2 id="sender">{t("title")}</h2>
      <KeyValue
        items={[
          { label: t("from"), value: `${name} <${address}>` },
          { label: t("replyTo"), value: house.organizer.email },
          { label: t("server"), value: t(SMTP_URL ? "serverSet" : "serverMissing") },
        ]}
      />
      <p className="text-soft">
        {t(MAIL_FROM ? "fromEnv" : "fromSettings")}{" "}
        {!MAIL_FROM && <a href={deskHref("/organizer/settings/house", locale)}>{t("change")}</a>}
      </p>
    </section>
  )
}
