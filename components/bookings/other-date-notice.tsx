import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Notice } from "@/components/ui/notice"
import type { HolderBooking } from "@/lib/bookings/queries"
import type { AskedMerge } from "@/lib/bookings/queries-merge"
import { formatDate, formatWhen } from "@/lib/time-zone"

type Props = { booking: HolderBooking; asked: AskedMerge; now: Date; children: ReactNode }

/** The house asks whether another date suits; `children` lead on to the answer. */
export function OtherDateNotice({ booking, asked: { target, answerBy }, now, children }: Props) {
  const t = useTranslations("merge.asked")
  const locale = useLocale()
  const when = formatWhen(answerBy, booking.session.timeZone, locale, now)
  return (
    <Notice title={t("notice", { date: formatDate(target.startsAt, target.timeZone, locale) })}>
      <p className="text-[0.9375rem] text-soft">{t("noticeText", { when })}</p>
      <p className="pt-2">{children}</p>
    </Notice>
  )
}
