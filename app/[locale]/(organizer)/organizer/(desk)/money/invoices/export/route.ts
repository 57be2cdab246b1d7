import type { Locale } from "next-intl"
import { requireTeam } from "@/lib/auth"
import { exportInvoices } from "@/lib/invoices/export-invoices"
import { spanOf } from "@/lib/invoices/rules-export"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf } from "../../../../desk-action"
import { download } from "../../../../../../../download"
import { moneyPath } from "../../money-places"

type Context = { params: Promise<{ locale: string }> }

/** All documents of a month, a quarter or a year as a zip file. A POST, since taking them is logged. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const viewer = await requireTeam({ may: keepsMoney, path: moneyPath("invoices") })
  const { locale } = (await params) as { locale: Locale }
  const period = (await request.formData()).get("period")
  const span = typeof period === "string" ? spanOf(period) : null
  if (!span) return new Response(null, { status: 400 })
  const name = `${locale === "de" ? "rechnungen" : "invoices"}-${String(period)}.zip`
  return download(await exportInvoices({ span, locale }, { actor: actorOf(viewer) }), name, "application/zip")
}
