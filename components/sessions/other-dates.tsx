import { useLocale, useTranslations } from "next-intl"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { SeatsText } from "./facts"

/** A few dates that have free seats, for whoever came too late. */
export function OtherDates({
  sessions,
  href,
  heading,
}: {
  sessions: PublicSession[]
  href: (session: PublicSession) => string
  heading?: string
}) {
  const t = useTranslations("sessions.page")
  const locale = useLocale()
  if (sessions.length === 0) return null
  return (
    <div>
      <p className="mb-1 text-sm font-[540]">{heading ?? t("otherDates")}</p>
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className="border-t border-line first:border-t-0">
            <a
              href={href(session)}
              className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 py-1.5 text-[0.9375rem]"
            >
              {formatDate(session.startsAt, session.timeZone, locale)}
              <span className="text-sm text-soft">
                <SeatsText session={session} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
