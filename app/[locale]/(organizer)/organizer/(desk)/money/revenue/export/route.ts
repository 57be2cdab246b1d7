import type { Locale } from "next-intl"
import { notFound } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { requireTeam } from "@/lib/auth"
import { listRevenue } from "@/lib/payments/queries-revenue"
import { keepsMoney } from "@/lib/people/policy"
import { downloadTable } from "../../../../../../../download"
import { moneyPath } from "../../money-places"
import { readYear } from "../revenue-choice"

type Context = { params: Promise<{ locale: string }> }

const columns = [
  ...(["netCents", "vatCents", "grossCents"] as const),
  ...(["feeNetCents", "feeVatCents", "feeGrossCents", "refundedCents"] as const),
]

/** The revenue of a year as a table, in euros. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  await requireTeam({ may: keepsMoney, path: moneyPath("revenue") })
  const { locale } = (await params) as { locale: Locale }
  const year = readYear(Object.fromEntries(new URL(request.url).searchParams)) ?? notFound()
  const t = await getTranslations({ locale, namespace: "money.revenue" })
  const rows = await listRevenue(year, locale)
  return downloadTable(
    [t("month"), t("format"), ...columns.map((column) => t(`columns.${column}`))],
    rows.map((row) => [row.month, row.formatName, ...columns.map((column) => row[column] / 100)]),
    locale,
    t("file", { year: String(year) }),
  )
}
