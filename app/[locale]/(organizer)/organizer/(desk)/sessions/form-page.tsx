import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { PageHeader } from "@/components/ui/page-header"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate, formatDateRange } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"

/** A page with one thing to do with a session, and the way back. */
export function SessionFormPage({
  session,
  title,
  lead,
  children,
}: {
  session?: DeskSession
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations("desk.session")
  const locale = useLocale()
  const steps = [{ href: deskHref("/organizer/sessions", locale), label: t("all") }]
  if (session) {
    const { id, startsAt, timeZone } = session
    steps.push({ href: deskHref(`/organizer/sessions/${id}`, locale), label: formatDate(startsAt, timeZone, locale) })
  }
  return (
    <>
      <Breadcrumb label={t("breadcrumb")} steps={steps} here={title} />
      <div className="mt-4 mb-8">
        <PageHeader
          size="small"
          title={title}
          lead={lead ?? (session && formatDateRange(session.startsAt, session.endsAt, session.timeZone, locale))}
        />
      </div>
      {children}
    </>
  )
}
