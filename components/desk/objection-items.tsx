import { useLocale, useTranslations } from "next-intl"
import type { OpenObjection } from "@/lib/round/queries-objections"
import { formatDate } from "@/lib/time-zone"
import { ToDo } from "./to-do"

type Props = { objections: OpenObjection[]; href: (seatId: string) => string }

/** People who do not want to sit with their round as it is, a line for each; who it is stands a page further. */
export function ObjectionItems({ objections, href }: Props) {
  const t = useTranslations("cards.desk")
  const locale = useLocale()
  return objections.map(({ seatId, startsAt, timeZone }) => {
    const date = formatDate(startsAt, timeZone, locale)
    return (
      <ToDo key={seatId} href={href(seatId)} action={t("action")} about={date}>
        {t("task", { date })}
      </ToDo>
    )
  })
}
