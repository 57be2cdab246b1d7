import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isUuid } from "@/lib/input"
import type { InvoiceProfile } from "@/prisma/generated/client"
import { type IssuedDocument, issueDrafts, type IssueRefusal, openBooking } from "./issue-invoice"
import { planAnew } from "./plan-storno"
import type { StornoInput } from "./schema-storno"

/**
 * Takes back all that is left of an invoice and issues anew what the booking owes by now, as it is to be said by now, in
 * one transaction: no two papers say different things at any moment. The ledger stays as it is. Refuses what is no
 * invoice (`not_found`), one of which nothing is left (`nothing_to_invoice`), and what cannot be issued anew: then the
 * invoice stands.
 */
export async function reissueInvoice(
  { invoiceId, reason, profile }: StornoInput & { profile?: InvoiceProfile },
  by: By,
): Promise<Outcome<{ documents: IssuedDocument[] }, IssueRefusal>> {
  return transaction(async (tx, now) => {
    const invoice = isUuid(invoiceId) && (await tx.invoice.findUnique({ where: { id: invoiceId } }))
    if (!invoice || invoice.kind !== "invoice") return refuse("not_found")
    const issuer = await openBooking(tx, { bookingId: invoice.bookingId, profile }, now)
    if (!issuer) return refuse("not_found")
    const plan = await planAnew(tx, issuer, invoiceId)
    return plan.ok ? issueDrafts(tx, issuer, plan.drafts, { ...by, now, reason }) : plan
  }, by)
}
