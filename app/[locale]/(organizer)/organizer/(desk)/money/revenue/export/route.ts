import type { Locale } from "next-intl"
import { notFound } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { requireTeam } from "@/lib/auth"
import { listRevenue } from "@/lib/payments/queries-revenue"
import { amounts } from "@/lib/payments/rules-revenue"
import { keepsMoney } from "@/lib/people/policy"
import { downloadTable } from "../../../../../../../download"
import { moneyPath } from "../../money-places"
import { readYear } from "../revenue-choice"

type Context = { params: Promise<{ locale: string }> }

/** The revenue of a year as a table, in euros. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  await requireTeam({ may: keepsMoney, path: moneyPath("revenue") })
  const { locale } = (await params) as { locale: Locale }
  const year = readYear(Object.fromEntries(new URL(request.url).searchParams)) ?? notFound()
  const t = await getTranslations({ locale, namespace: "money.revenue" })
  const rows = await listRevenue(year, locale)
  return downloadTable(
    [t("month"), t("format"), ...amounts.map((amount) => t(`columns.${amount}`))],
    rows.map((row) => [row.month, row.formatName, ...amounts.map((amount) => row[amount] / 100)]),
    locale,
    t("file", { year: String(year) }),
  )
}
