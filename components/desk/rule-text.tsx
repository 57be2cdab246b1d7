import { useLocale, useTranslations } from "next-intl"
import type { SeriesRule } from "@/lib/sessions/schema-series"
import { addDays, formatWeekdayLong, noonOf, weekdayOf } from "@/lib/time-zone"

/** "jeden zweiten Dienstag", "the first Thursday of each month" */
export function RuleText({ rule }: { rule: SeriesRule }) {
  const t = useTranslations("series.rule")
  const locale = useLocale()
  if (rule.kind === "picked") return t("picked")
  // A Monday, from which the days of the week are counted.
  const weekday = rule.kind === "monthly" ? rule.weekday : weekdayOf(rule.from)
  const name = formatWeekdayLong(noonOf(addDays("2027-01-04", weekday - 1)), "UTC", locale)
  if (rule.kind === "monthly") return t("monthly", { nth: t(`nth.${rule.nth}`), weekday: name })
  return t(rule.every === 1 ? "weekly" : "biweekly", { weekday: name })
}
