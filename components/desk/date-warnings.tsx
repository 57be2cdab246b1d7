import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { Clash } from "@/lib/sessions/queries-desk"
import type { DayOff } from "@/lib/sessions/rules-series"
import { formatTimeRange } from "@/lib/time-zone"

/** Why somebody may not want a date before it is made: a holiday, the weekend, what else is on. */
export function DateWarnings({ holiday, weekend, clashes }: DayOff & { clashes: Clash[] }) {
  const t = useTranslations("series.preview")
  const holidays = useTranslations("series.holidays")
  const locale = useLocale()
  return (
    <>
      {holiday && <Badge tone="mark">{holidays(holiday)}</Badge>} {weekend && <Badge tone="mark">{t("weekend")}</Badge>}
      {clashes.map(({ id, name, startsAt, endsAt, timeZone }) => (
        <span key={id} className="block text-mark">
          {t("clash", { what: `${name}, ${formatTimeRange(startsAt, endsAt, timeZone, locale)}` })}
        </span>
      ))}
    </>
  )
}
