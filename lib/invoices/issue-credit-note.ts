import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isUuid } from "@/lib/input"
import { type IssuedDocument, issueDrafts, type IssueRefusal, openBooking } from "./issue-invoice"
import { stornoOf } from "./plan-storno"
import type { StornoInput } from "./schema-storno"

/**
 * Takes back all that is left of an invoice (Storno), as it was issued: for another date, amount or recipient, which a
 * new invoice then says. The ledger stays as it is; its lines are free for that invoice, which follows by itself once it
 * is due. Refuses what is no invoice (`not_found`) and one of which nothing is left (`nothing_to_invoice`).
 */
export async function issueCreditNote(
  { invoiceId, reason }: { invoiceId: string; reason?: StornoInput["reason"] },
  by: By,
): Promise<Outcome<{ document: IssuedDocument }, IssueRefusal>> {
  return transaction(async (tx, now) => {
    const invoice = isUuid(invoiceId) && (await tx.invoice.findUnique({ where: { id: invoiceId } }))
    if (!invoice || invoice.kind !== "invoice") return refuse("not_found")
    const issuer = await openBooking(tx, { bookingId: invoice.bookingId }, now)
    if (!issuer) return refuse("not_found")
    const storno = stornoOf(issuer, invoiceId)
    if (!storno) return refuse("nothing_to_invoice")
    const issued = await issueDrafts(tx, issuer, [storno], { ...by, now, reason })
    return issued.ok ? { ok: true, document: issued.documents[0] as IssuedDocument } : issued
  }, by)
}
