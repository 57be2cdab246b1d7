import { sum } from "./rules"
import type { InvoiceContent } from "./schema"

/** A bank transfer as it is filled in. */
export type Transfer = { name: string; iban: string; cents: number; currency: string; remittance: string }

/**
 * The transfer that pays open invoices: what they ask for, and never more than the booking still owes. Null where nothing
 * is open, or the seller has named no account.
 */
export function transferOf(open: InvoiceContent[], balanceCents: number): Transfer | null {
  const [first] = open
  const cents = Math.min(
    sum(open, ({ totals }) => totals.payableCents),
    balanceCents,
  )
  if (!first?.seller.iban || cents <= 0) return null
  const { name, iban } = first.seller
  const remittance = open.map(({ reference }) => reference).join(", ")
  return { ...{ name, iban: iban.replaceAll(" ", ""), cents, currency: first.currency }, remittance }
}

/**
 * The same for a banking app: the "SCT" of the European Payments Council (EPC069-12, version 002, UTF-8), known as GiroCode.
 * Lines in this order, without a BIC, which no account in the EEA needs.
 */
export const giroCode = ({ name, iban, cents, remittance }: Transfer): string =>
  [
    "BCD",
    "002",
    "1",
    "SCT",
    "",
    name.slice(0, 70),
    iban,
    `EUR${(cents / 100).toFixed(2)}`,
    "",
    "",
    remittance.slice(0, 140),
  ].join("\n")

/** As it is printed: "DE02 1203 0000 0000 2020 51". */
export const ibanGroups = (iban: string): string => iban.replace(/(.{4})(?=.)/g, "$1 ")
