import { isDeepStrictEqual } from "node:util"
import type { By } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isUnratable } from "@/lib/payments/rate-anew"
import { buyerOf, referencesOf } from "./content"
import { type IssuedDocument, issueDrafts, type Issuer, type IssueRefusal, openBooking } from "./issue-invoice"
import { readContent } from "./queries"
import { draftsOf, leftOf, suppliedOf } from "./rules"
import type { InvoiceContent } from "./schema"

/**
 * Answers every invoice of a booking that says another day, recipient or reference of theirs than what holds by now with
 * a Storno and a new invoice over the same lines, in one transaction. Where all is as it was, nothing is issued
 * (`nothing_to_invoice`); while a line that stands can no longer be taxed, neither (`vat_undecided`).
 */
export async function renewInvoices(
  { bookingId }: { bookingId: string },
  by: By,
): Promise<Outcome<{ documents: IssuedDocument[] }, IssueRefusal>> {
  return transaction(async (tx, now) => {
    const issuer = await openBooking(tx, { bookingId }, now)
    return issuer ? renewOutdated(tx, issuer, { ...by, now }) : refuse("not_found")
  }, by)
}

/** The same in a transaction that has locked the booking and may have changed what the invoices say. */
export async function renewOutdated(
  tx: Tx,
  issuer: Issuer,
  by: By & { now: Date },
): Promise<Outcome<{ documents: IssuedDocument[] }, IssueRefusal>> {
  if (await isUnratable(tx, issuer.bookingId)) return refuse("vat_undecided")
  const documents: IssuedDocument[] = []
  const standing = new Set(issuer.ledger.flatMap(({ standsOn }) => standsOn ?? []))
  for (const invoiceId of standing) {
    const content = await readContent(tx, invoiceId)
    const entries = leftOf(issuer.ledger, invoiceId)
    if (!content || entries.length === 0 || !isOutdated(content, entries, issuer)) continue
    const storno = { entries, corrects: invoiceId, whole: true }
    const anew = draftsOf(entries.map((entry) => ({ ...entry, standsOn: null })))
    const issued = await issueDrafts(tx, issuer, [storno, ...anew], by)
    if (!issued.ok) return issued
    documents.push(...issued.documents)
  }
  return documents.length > 0 ? { ok: true, documents } : refuse("nothing_to_invoice")
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
