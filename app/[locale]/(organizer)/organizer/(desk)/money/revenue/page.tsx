import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { FilterLinks } from "@/components/desk/filter-links"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { now } from "@/lib/clock"
import { listRevenue, listRevenueYears } from "@/lib/payments/queries-revenue"
import { keepsMoney } from "@/lib/people/policy"
import { monthOf } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { NothingFound } from "../../../nothing-found"
import { settings } from "../../../../../../settings"
import { MoneyNav } from "../money-nav"
import { moneyPath } from "../money-places"
import { readYear } from "./revenue-choice"
import { RevenueTable } from "./revenue-table"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.nav"))("revenue") }
}

/** What was charged in a year, by month and format, with fees and refunds apart. */
export default async function RevenuePage({ searchParams }: Props) {
  await requireTeam({ may: keepsMoney, path: moneyPath("revenue") })
  const [t, nav, locale] = [
    await getTranslations("money.revenue"),
    await getTranslations("money.nav"),
    await getLocale(),
  ]
  const [years, { timeZone }] = await Promise.all([listRevenueYears(), settings()])
  const present = Number(monthOf(now(), timeZone).slice(0, 4))
  const year = readYear(await searchParams) ?? years[0] ?? present
  const rows = await listRevenue(year, locale)
  const home = deskHref(moneyPath("revenue"), locale)
  return (
    <>
      <MoneyNav here="revenue" />
      <div className="mb-4">
        <PageHeader size="small" title={nav("revenue")} lead={t("lead")} />
      </div>
      <FilterLinks
        label={t("byYear")}
        options={[...new Set([...years, year])]
          .sort((a, b) => b - a)
          .map((each) => ({ href: `${home}?year=${each}`, label: String(each), chosen: each === year }))}
      />
      {rows.length === 0 ? (
        <NothingFound>{t("empty", { year: String(year) })}</NothingFound>
      ) : (
        <>
          <RevenueTable {...{ rows, year }} />
          <p className="mt-6">
            <a href={`${home}/export?year=${year}`} download className="inline-flex min-h-11 items-center">
              {t("download", { year: String(year) })}
            </a>
          </p>
        </>
      )}
    </>
  )
}
