import type { Locale } from "next-intl"
import { openFile } from "@/lib/invoices/open-file"
import { findInvoicePage } from "@/lib/invoices/queries-page"
import { downloadOf } from "../../../../../download"
import { recipientFor } from "../../../../../my-invoices"
import { seeOther } from "../../../../../see-other"

type Context = { params: Promise<{ locale: string; reference: string; file: string }> }

/** One document as it is kept, for whoever gets the invoices. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, reference, file: name } = (await params) as { locale: Locale; reference: string; file: string }
  const recipient = await recipientFor(reference)
  const page = recipient && (await findInvoicePage(recipient))
  if (!page) return seeOther("/invoices/void", locale)
  const shown = page.papers.some(({ number }) => name.startsWith(`${number}.`))
  const file = shown ? await openFile({ bookingId: recipient.bookingId, name }) : null
  return downloadOf(file)
}
