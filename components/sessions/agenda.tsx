import { useTranslations } from "next-intl"
import type { FormatText } from "@/lib/sessions/schema"

/** What happens, point by point, with the minutes it takes. */
export function Agenda({ points }: { points: FormatText["agenda"] }) {
  const t = useTranslations("sessions.page")
  return (
    <ol>
      {points.map(({ text, minutes }, index) => (
        <li key={index} className="flex justify-between gap-6">
          {text}
          {minutes && <span className="shrink-0 text-soft">{t("agendaMinutes", { minutes })}</span>}
        </li>
      ))}
    </ol>
  )
}
