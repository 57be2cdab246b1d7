import { useLocale, useTranslations } from "next-intl"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"

/** The way back to the sessions, and to the one that a page is about. */
export function SessionCrumb({ session, here }: { session?: DeskSession; here: string }) {
  const t = useTranslations("desk.session")
  const locale = useLocale()
  const steps = [{ href: deskHref("/organizer/sessions", locale), label: t("all") }]
  if (session) {
    const { id, startsAt, timeZone } = session
    steps.push({ href: deskHref(`/organizer/sessions/${id}`, locale), label: formatDate(startsAt, timeZone, locale) })
  }
  return <Breadcrumb label={t("breadcrumb")} steps={steps} here={here} />
}
