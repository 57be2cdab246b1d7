import { useLocale, useTranslations } from "next-intl"
import { deadlines, type Terms } from "@/lib/bookings/rules"
import type { Price } from "@/lib/money"
import { formatDate } from "@/lib/time-zone"

type Props = { terms: Terms; price: Price | null; startsAt: Date; timeZone: string; now: Date }

/**
 * "Kostenfrei bis Do., 31.12.2026. Danach 50 %." Always real dates, never "14 days before"; what is over is left out.
 */
export function TermsText({ terms, price, startsAt, timeZone, now }: Props) {
  const t = useTranslations("sessions.terms")
  const locale = useLocale()
  if (!price) return t("free")
  const steps = deadlines(terms, startsAt, timeZone).filter(({ until }) => until === null || until > now)
  const sentences = steps.map(({ until, percent }, index) => {
    // A deadline names the last day on which it still holds.
    const date = until && formatDate(new Date(until.getTime() - 1), timeZone, locale)
    if (percent === 0) return date ? t("freeUntil", { date }) : t("free")
    if (index > 0 && index === steps.length - 1) return t("then", { percent })
    return date ? t("thenUntil", { date, percent }) : t("now", { percent })
  })
  if (terms.waivedWhenRefilled && steps.some(({ percent }) => percent > 0)) sentences.push(t("refilled"))
  return sentences.join(" ")
}
