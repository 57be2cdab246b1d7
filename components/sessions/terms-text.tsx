import { useLocale, useTranslations } from "next-intl"
import { deadlines, freeUntil, type Terms } from "@/lib/bookings/rules"
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
  // Where moving is free for longer than giving back, the sentences say which of the two they mean.
  const rebook = freeUntil(terms, price, startsAt, timeZone, "rebook")
  const apart = rebook && rebook > now && +rebook !== +(freeUntil(terms, price, startsAt, timeZone) ?? 0)
  const sentences = steps.map(({ until, percent }, index) => {
    // A deadline names the last day on which it still holds.
    const date = until && formatDate(new Date(until.getTime() - 1), timeZone, locale)
    if (percent === 0) return date ? t(apart ? "releaseFreeUntil" : "freeUntil", { date }) : t("free")
    if (index > 0 && index === steps.length - 1) return t("then", { percent })
    return date ? t("thenUntil", { date, percent }) : t(apart ? "releaseNow" : "now", { percent })
  })
  if (apart) {
    const date = formatDate(rebook, timeZone, locale)
    sentences.push(rebook < startsAt ? t("rebookFreeUntil", { date }) : t("rebookFree"))
  }
  if (steps.some(({ percent }) => percent > 0)) sentences.push(t("substitute"))
  if (terms.waivedWhenRefilled && steps.some(({ percent }) => percent > 0)) sentences.push(t("refilled"))
  return sentences.join(" ")
}
