import type { Locale } from "next-intl"
import { requireTeam } from "@/lib/auth"
import { exportDatev } from "@/lib/invoices/export-datev"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf } from "../../../../desk-action"
import { deskHref } from "../../../../desk-session"
import { download } from "../../../../../../../download"
import { moneyPath } from "../../money-places"

type Context = { params: Promise<{ locale: string }> }

/**
 * The batch of postings of a month, a quarter or a year. A POST, since taking it is logged. What is missing stands on the
 * page it was asked for from.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const viewer = await requireTeam({ may: keepsMoney, path: moneyPath("invoices") })
  const { locale } = (await params) as { locale: Locale }
  const period = (await request.formData()).get("period")
  if (typeof period !== "string") return new Response(null, { status: 400 })
  const outcome = await exportDatev({ period, locale }, { actor: actorOf(viewer) })
  if (outcome.ok) return download(outcome.file, `EXTF_Buchungsstapel_${period}.csv`, "text/csv; charset=windows-1252")
  if (outcome.reason === "not_found") return new Response(null, { status: 400 })
  const page = deskHref(moneyPath("invoices"), locale)
  return new Response(null, { status: 303, headers: { Location: `${page}?datev=${period}#datev` } })
}
