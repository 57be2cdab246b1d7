import { useLocale, useTranslations } from "next-intl"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { deskHref } from "../../../desk-session"

/** The way back to the formats. */
export function FormatsCrumb({ here }: { here: string }) {
  const t = useTranslations("desk")
  const locale = useLocale()
  const steps = [
    { href: deskHref("/organizer/settings", locale), label: t("nav.settings") },
    { href: deskHref("/organizer/settings/formats", locale), label: t("formats.title") },
  ]
  return <Breadcrumb label={t("session.breadcrumb")} steps={steps} here={here} />
}
