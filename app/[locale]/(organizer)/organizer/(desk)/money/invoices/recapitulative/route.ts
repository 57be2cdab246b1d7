import type { Locale } from "next-intl"
import { notFound } from "next/navigation"
import { requireTeam } from "@/lib/auth"
import { recapitulativeTable } from "@/lib/invoices/export-invoices"
import { spanOf } from "@/lib/invoices/rules-export"
import { keepsMoney } from "@/lib/people/policy"
import { csvType, download } from "../../../../../../../download"
import { moneyPath } from "../../money-places"

type Context = { params: Promise<{ locale: string }> }

/** The list for the Zusammenfassende Meldung of a month or a quarter. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  await requireTeam({ may: keepsMoney, path: moneyPath("invoices") })
  const { locale } = (await params) as { locale: Locale }
  const period = new URL(request.url).searchParams.get("period") ?? ""
  const span = spanOf(period) ?? notFound()
  return download(await recapitulativeTable(span, locale), `zm-${period}.csv`, csvType)
}
