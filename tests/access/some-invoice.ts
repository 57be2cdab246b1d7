import { system } from "@/lib/activity"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { saveSettings } from "@/lib/sessions/settings"
import { seller } from "../invoices/cases"
import { bill, write } from "../invoices/ledger"
import { done } from "../support/world"

/** What a booking owes, in a house that may issue an invoice for it. */
export async function toInvoice(booking: { bookingId: string }): Promise<string> {
  await saveSettings({ company: seller.company, invoicing: seller.invoicing }, { actor: system })
  await bill(booking)
  await write(booking, 29_000)
  return booking.bookingId
}

export async function someInvoice(booking: { bookingId: string }): Promise<string> {
  const { documents } = done(await issueInvoice({ bookingId: await toInvoice(booking) }, { actor: system }))
  return documents[0]!.invoiceId
}

/** Billed to a business of whose VAT id nobody has said yet whether it is valid. */
export async function withVatId(booking: { bookingId: string }): Promise<{ bookingId: string; vatId: string }> {
  const vatId = "ATU12345675"
  await bill(booking, { country: "AT", vatId, vatCheck: "pending" })
  return { bookingId: booking.bookingId, vatId }
}
