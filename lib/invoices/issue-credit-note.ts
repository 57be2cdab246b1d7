import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isUuid } from "@/lib/input"
import { type IssuedDocument, issueDrafts, type IssueRefusal, openBooking } from "./issue-invoice"
import { leftOf } from "./rules"

/**
 * Takes back all that is left of an invoice (Storno), as it was issued: for another date, amount or recipient, which a
 * new invoice then says. The ledger stays as it is; its lines are free for that invoice. Refuses what is no invoice
 * (`not_found`) and one of which nothing is left (`nothing_to_invoice`).
 */
export async function issueCreditNote(
  { invoiceId }: { invoiceId: string },
  by: By,
): Promise<Outcome<{ document: IssuedDocument }, IssueRefusal>> {
  return transaction(async (tx, now) => {
    const invoice = isUuid(invoiceId) && (await tx.invoice.findUnique({ where: { id: invoiceId } }))
    if (!invoice || invoice.kind !== "invoice") return refuse("not_found")
    const issuer = await openBooking(tx, { bookingId: invoice.bookingId }, now)
    if (!issuer) return refuse("not_found")
    const entries = leftOf(issuer.ledger, invoiceId)
    if (entries.length === 0) return refuse("nothing_to_invoice")
    const issued = await issueDrafts(tx, issuer, [{ entries, corrects: invoiceId, whole: true }], { ...by, now })
    return issued.ok ? { ok: true, document: issued.documents[0] as IssuedDocument } : issued
  }, by)
}
