import { isDeepStrictEqual } from "node:util"
import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { isUnratable } from "@/lib/payments/rate-anew"
import { type Outcome, refuse } from "@/lib/errors"
import { buyerOf, referencesOf } from "./content"
import { type IssuedDocument, issueDrafts, type Issuer, type IssueRefusal, openBooking } from "./issue-invoice"
import { readContent } from "./queries"
import { draftsOf, leftOf, suppliedOf } from "./rules"
import type { InvoiceContent } from "./schema"

/**
 * Answers every invoice of a booking that says another day, recipient or reference of theirs than what holds by now with a Storno and
 * a new invoice over the same lines, in one transaction. Where all is as it was, nothing is issued
 * (`nothing_to_invoice`).
 */
export async function renewInvoices(
  { bookingId }: { bookingId: string },
  by: By,
): Promise<Outcome<{ documents: IssuedDocument[] }, IssueRefusal>> {
  return transaction(async (tx, now) => {
    const issuer = await openBooking(tx, { bookingId }, now)
    if (!issuer) return refuse("not_found")
    if (await isUnratable(tx, bookingId)) return refuse("vat_undecided")
    const documents: IssuedDocument[] = []
    const standing = new Set(issuer.ledger.flatMap(({ standsOn }) => standsOn ?? []))
    for (const invoiceId of standing) {
      const content = await readContent(tx, invoiceId)
      const entries = leftOf(issuer.ledger, invoiceId)
      if (!content || entries.length === 0 || !isOutdated(content, entries, issuer)) continue
      const storno = { entries, corrects: invoiceId, whole: true }
      const anew = draftsOf(entries.map((entry) => ({ ...entry, standsOn: null })))
      const issued = await issueDrafts(tx, issuer, [storno, ...anew], { ...by, now })
      if (!issued.ok) return issued
      documents.push(...issued.documents)
    }
    return documents.length > 0 ? { ok: true, documents } : refuse("nothing_to_invoice")
  }, by)
}

function isOutdated(content: InvoiceContent, entries: Issuer["ledger"], { billing, supplied }: Issuer): boolean {
  if (content.kind !== "invoice") return false
  const prices = entries.filter(({ kind }) => kind === "price")
  const days = new Set(prices.flatMap(({ seatId }) => (seatId ? (supplied.get(seatId)?.day ?? []) : [])))
  const otherDay = [...days].some((day) => !suppliedOf(content).includes(day))
  const { buyer, buyerReference, poNumber, costCentre } = content
  const said = { buyer, buyerReference, poNumber, costCentre }
  return (
    otherDay || (billing !== null && !isDeepStrictEqual(said, { buyer: buyerOf(billing), ...referencesOf(billing) }))
  )
}
