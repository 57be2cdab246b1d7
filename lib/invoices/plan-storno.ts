import type { Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isUnratable } from "@/lib/payments/rate-anew"
import { type Issuer, type IssueRefusal, isUnderWay } from "./issue-invoice"
import { type Draft, draftsOf, leftOf } from "./rules"

/** What takes back all that is left of an invoice; null where nothing is. */
export function stornoOf({ ledger }: Issuer, invoiceId: string): Draft | null {
  const entries = leftOf(ledger, invoiceId)
  return entries.length > 0 ? { entries, corrects: invoiceId, whole: true } : null
}

/** What the booking is invoiced for once that is taken back; none where nothing is owed any more. */
export function draftsAfter({ ledger }: Issuer, { entries }: Draft): Draft[] {
  const free = new Set(entries)
  return draftsOf(ledger.map((entry) => (free.has(entry) ? { ...entry, standsOn: null } : entry)))
}

/** A Storno and what is issued anew after it, or why that is not possible. */
export async function planAnew(
  tx: Tx,
  issuer: Issuer,
  invoiceId: string,
): Promise<Outcome<{ drafts: Draft[] }, IssueRefusal>> {
  const storno = stornoOf(issuer, invoiceId)
  if (!storno) return refuse("nothing_to_invoice")
  if (await isUnderWay(tx, issuer.bookingId)) return refuse("payment_under_way")
  if (await isUnratable(tx, issuer.bookingId)) return refuse("vat_undecided")
  return { ok: true, drafts: [storno, ...draftsAfter(issuer, storno)] }
}
