import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Badge } from "@/components/ui/badge"
import type { Clash } from "@/lib/sessions/queries-desk"
import type { DateNotes, DayOff } from "@/lib/sessions/rules-series"
import { formatTime, formatTimeRange, zoneName } from "@/lib/time-zone"

type Props = { notes: DayOff & Partial<DateNotes>; clashes: Clash[]; startsAt: Date; zone: string }

/** What there is to know of a date before it is made or moved: a holiday, the clock, what else is on. */
export function DateRemarks({ notes: { holiday, weekend, clockChanged }, clashes, startsAt, zone }: Props) {
  const t = useTranslations("series.preview")
  const holidays = useTranslations("series.holidays")
  const locale = useLocale()
  return (
    <>
      {holiday && <Badge tone="mark">{holidays(holiday)}</Badge>} {weekend && <Badge tone="mark">{t("weekend")}</Badge>}
      {clockChanged && (
        <Remark>
          {t("clock", { zone: zoneName(startsAt, zone, locale), time: formatTime(startsAt, zone, locale) })}
        </Remark>
      )}
      {clashes.map((clash) => (
        <Remark key={clash.id} tone="mark">
          {t("clash", {
            what: `${clash.name}, ${formatTimeRange(clash.startsAt, clash.endsAt, clash.timeZone, locale)}`,
          })}
        </Remark>
      ))}
    </>
  )
}

export const Remark = ({ tone, children }: { tone?: "mark"; children: ReactNode }) => (
  <span className={tone ? "block text-mark" : "block text-soft"}>{children}</span>
)
