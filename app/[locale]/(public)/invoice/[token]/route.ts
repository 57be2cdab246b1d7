import type { Locale } from "next-intl"
import { recipientOf } from "@/lib/invoices/policy"
import { findInvoicePage } from "@/lib/invoices/queries-page"
import { seeOther } from "../../../../see-other"
import { rememberView } from "../../../../view-cookie"

type Context = { params: Promise<{ locale: string; token: string }> }

/** The link to the invoices: exchanges its token for a cookie and goes on to the page, and changes nothing else. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token, locale } = (await params) as { token: string; locale: Locale }
  const recipient = await recipientOf(token)
  const page = recipient && (await findInvoicePage(recipient))
  if (!page) return seeOther("/invoices/void", locale)
  await rememberView("invoices", token)
  return seeOther(`/invoices/${page.reference}`, locale)
}
