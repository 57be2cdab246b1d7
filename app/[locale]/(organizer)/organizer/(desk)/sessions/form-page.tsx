import { useLocale } from "next-intl"
import type { ReactNode } from "react"
import { PageHeader } from "@/components/ui/page-header"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDateRange } from "@/lib/time-zone"
import { SessionCrumb } from "./session-crumb"

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
  const locale = useLocale()
  return (
    <>
      <SessionCrumb session={session} here={title} />
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
