import { useTranslations } from "next-intl"
import type { AnswerCounts as Counts } from "@/lib/bookings/queries-attendance"

/** "5 kommen · 1 kommt nicht · 2 ohne Antwort" */
export function AnswerCounts({ counts }: { counts: Counts }) {
  const t = useTranslations("reminders.counts")
  const known = (["coming", "not_coming", "reached", "silent"] as const).filter((answer) => counts[answer] > 0)
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]" aria-label={t("title")}>
      {known.map((answer) => (
        <li key={answer}>{t(answer, { count: counts[answer] })}</li>
      ))}
    </ul>
  )
}
