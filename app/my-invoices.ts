import type { Locale } from "next-intl"
import { findBookingId } from "@/lib/bookings/queries"
import { type Recipient, recipientOf } from "@/lib/invoices/policy"
import { findInvoicePage, type InvoicePage } from "@/lib/invoices/queries-page"
import { redirect } from "./i18n/navigation"
import { viewTokens } from "./view-cookie"

/** Whose invoices this browser was given the link to, if they are those of that booking. */
export async function recipientFor(reference: unknown): Promise<Recipient | null> {
  const bookingId = typeof reference === "string" ? await findBookingId(reference) : null
  const recipients = await Promise.all((await viewTokens("invoices")).map(recipientOf))
  return recipients.find((recipient) => recipient !== null && recipient.bookingId === bookingId) ?? null
}

/** The invoices of the booking of that reference; whoever may not see them, or asks for none, is led to the page that says so. */
export async function myInvoices(
  reference: string,
  locale: Locale,
): Promise<{ recipient: Recipient; page: InvoicePage }> {
  const recipient = await recipientFor(reference)
  const page = recipient && (await findInvoicePage(recipient))
  return page ? { recipient, page } : redirect({ href: "/invoices/void", locale })
}
