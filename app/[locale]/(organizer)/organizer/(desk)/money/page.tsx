import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { requireTeam } from "@/lib/auth"
import { keepsMoney } from "@/lib/people/policy"
import { deskHref } from "../../desk-session"
import { MoneyNav } from "./money-nav"
import { moneyParts, moneyPath } from "./money-places"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.overview"))("title") }
}

/** The money room: where one can go from here. */
export default async function MoneyPage() {
  await requireTeam({ may: keepsMoney, path: moneyPath("open") })
  const [t, nav, locale] = [
    await getTranslations("money.overview"),
    await getTranslations("money.nav"),
    await getLocale(),
  ]
  return (
    <>
      <MoneyNav here="open" />
      <h1 className="mb-8 text-3xl">{t("title")}</h1>
      <ul className="max-w-[34em]">
        {moneyParts.map((place) => (
          <li key={place} className="border-t border-line py-3.5">
            <a href={deskHref(moneyPath(place), locale)} className="font-[560]">
              {nav(place)}
            </a>
            <p className="text-[0.9375rem] text-soft">{t(place)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
