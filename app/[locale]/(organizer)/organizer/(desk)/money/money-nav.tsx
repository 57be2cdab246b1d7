import { useLocale, useTranslations } from "next-intl"
import { FilterLinks } from "@/components/desk/filter-links"
import { deskHref } from "../../desk-session"
import { type MoneyPlace, moneyParts, moneyPath } from "./money-places"

/** The parts of the money room, above each of them. */
export function MoneyNav({ here }: { here: MoneyPlace }) {
  const [t, locale] = [useTranslations("money.nav"), useLocale()]
  return (
    <nav aria-label={t("label")} className="mb-6 border-b border-line pb-1">
      <FilterLinks
        label={t("label")}
        options={(["open", ...moneyParts] as const).map((place) => ({
          href: deskHref(moneyPath(place), locale),
          label: t(place),
          chosen: place === here,
        }))}
      />
    </nav>
  )
}
