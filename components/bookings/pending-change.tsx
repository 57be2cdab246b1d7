import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Notice } from "@/components/ui/notice"
import type { HolderBooking } from "@/lib/bookings/queries"
import { formatDate, formatWhen } from "@/lib/time-zone"

/** What is still to be answered beside the seat; `children` lead on to taking it back. */
export function PendingChange({ booking, now, children }: { booking: HolderBooking; now: Date; children?: ReactNode }) {
  const t = useTranslations("manage.pending")
  const locale = useLocale()
  const { session, pending } = booking
  const { rebooking, substitution } = pending
  const when = (at: Date) => formatWhen(at, session.timeZone, locale, now)
  if (rebooking) {
    const { startsAt, timeZone } = rebooking.session
    const current = formatDate(session.startsAt, session.timeZone, locale)
    return (
      <Notice title={t("rebooking", { date: formatDate(startsAt, timeZone, locale) })}>
        <p className="text-[0.9375rem] text-soft">{t("rebookingText", { when: when(rebooking.decideAt), current })}</p>
        {children}
      </Notice>
    )
  }
  if (substitution) {
    const name = `${substitution.givenName} ${substitution.familyName}`
    return (
      <Notice title={t("substitution", { name })}>
        <p className="text-[0.9375rem] text-soft">{t("substitutionText", { when: when(substitution.decideAt) })}</p>
        {children}
      </Notice>
    )
  }
  return null
}
