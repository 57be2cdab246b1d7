import { useLocale, useTranslations } from "next-intl"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { deskHref } from "../../desk-session"

/** The way back to the settings. */
export function SettingsCrumb({ here }: { here: string }) {
  const t = useTranslations("desk")
  const steps = [{ href: deskHref("/organizer/settings", useLocale()), label: t("nav.settings") }]
  return <Breadcrumb label={t("session.breadcrumb")} steps={steps} here={here} />
}
