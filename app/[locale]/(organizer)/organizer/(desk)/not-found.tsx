import { useLocale, useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
import { deskHref } from "../desk-session"

/** What is not there, and what is none of the viewer's: both look the same. */
export default function DeskNotFound() {
  const t = useTranslations("desk.notFound")
  const locale = useLocale()
  return (
    <div className="grid gap-8">
      <PageHeader size="small" title={t("title")} lead={t("lead")} />
      <p>
        <LinkButton href={deskHref("/organizer/sessions", locale)} variant="outline">
          {t("sessions")}
        </LinkButton>
      </p>
    </div>
  )
}
