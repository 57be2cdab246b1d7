import { useLocale, useTranslations } from "next-intl"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { deskHref } from "../../desk-session"

/** The way back to the settings, and to the room of theirs that a page is in. */
export function SettingsCrumb({ here, room }: { here: string; room?: "formats" | "team" }) {
  const t = useTranslations("desk")
  const locale = useLocale()
  const steps = [{ href: deskHref("/organizer/settings", locale), label: t("nav.settings") }]
  const titles = { formats: t("formats.title"), team: t("settings.teamTitle") }
  if (room) steps.push({ href: deskHref(`/organizer/settings/${room}`, locale), label: titles[room] })
  return <Breadcrumb label={t("session.breadcrumb")} steps={steps} here={here} />
}
