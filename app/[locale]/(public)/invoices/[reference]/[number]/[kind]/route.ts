import type { Locale } from "next-intl"
import { openFile } from "@/lib/invoices/open-file"
import { findInvoicePage } from "@/lib/invoices/queries-page"
import { downloadOf } from "../../../../../../download"
import { recipientFor } from "../../../../../../my-invoices"
import { seeOther } from "../../../../../../see-other"

type Params = { reference: string; number: string; kind: string }
type Context = { params: Promise<Params & { locale: string }> }

/** One document as it is kept, for whoever gets the invoices. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, reference, number, kind } = (await params) as Params & { locale: Locale }
  const recipient = await recipientFor(reference)
  const page = recipient && (await findInvoicePage(recipient))
  if (!page) return seeOther("/invoices/void", locale)
  const { emails: readers } = page.billing
  return downloadOf(await openFile({ bookingId: recipient.bookingId, name: `${number}.${kind}`, readers }))
}
