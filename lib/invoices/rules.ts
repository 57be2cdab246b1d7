import { over97 } from "@/lib/check-digits"
import { vatCents } from "@/lib/money"
import type { VatCategory } from "@/lib/payments/rules-vat"
import type { InvoiceContent } from "./schema"

/** A line of the owed side of the ledger, and the document it stands on. */
export type Owed = {
  id: string
  kind: "price" | "discount" | "fee"
  netCents: number
  vatCents: number
  vatCategory: VatCategory | null
  rateBasisPoints: number
  seatId: string | null
  reversesId: string | null
  standsOn: string | null
}

/** A document to be issued: a new invoice, or the correction of one. `whole` takes back all that is left of it. */
export type Draft = { entries: Owed[]; corrects: string | null; whole: boolean }

/**
 * The documents that a ledger asks for. What was taken back before it stood anywhere stands nowhere; what takes back a
 * line of an invoice is a credit note to it, or a line of a new invoice where more is owed by it. What is not subject to
 * VAT has a document of its own (EN 16931, BR-O-11). A document over nothing is none.
 */
export function draftsOf(ledger: Owed[]): Draft[] {
  const byId = new Map(ledger.map((entry) => [entry.id, entry]))
  const open = ledger.filter(({ standsOn }) => standsOn === null)
  const takenFrom = (entry: Owed) => (entry.reversesId && byId.get(entry.reversesId)?.standsOn) || null
  const gone = open.flatMap((entry) => {
    const reversed = entry.reversesId ? byId.get(entry.reversesId) : undefined
    return reversed?.standsOn === null && reversed.netCents === -entry.netCents ? [entry, reversed] : []
  })
  const left = open.filter((entry) => !gone.includes(entry))
  const corrections = groups(left.filter(takenFrom), (entry) => takenFrom(entry) as string)
    .filter(({ entries }) => grossOf(entries) < 0)
    .map(({ key, entries }) => ({ entries, corrects: key, whole: takesAll(ledger, key, entries) }))
  const corrected = new Set(corrections.flatMap(({ entries }) => entries))
  const invoices = groups(
    left.filter((entry) => !corrected.has(entry)),
    ({ vatCategory }) => String(vatCategory === "O"),
  )
    .filter(({ entries }) => grossOf(entries) > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entries }) => ({ entries, corrects: null, whole: false }))
  return [...corrections, ...invoices]
}

/** What a Storno takes back: all that stands on the invoice and was not taken back yet. */
export const leftOf = (ledger: Owed[], invoiceId: string): Owed[] => {
  const takenBack = new Set(ledger.flatMap(({ reversesId, standsOn }) => (reversesId && standsOn ? [reversesId] : [])))
  return ledger.filter(({ id, standsOn }) => standsOn === invoiceId && !takenBack.has(id))
}

const takesAll = (ledger: Owed[], invoiceId: string, by: Owed[]): boolean => {
  const reversed = new Set(by.map(({ reversesId }) => reversesId))
  const standing = ledger.filter(({ standsOn }) => standsOn === invoiceId)
  return standing.every(({ id }) => reversed.has(id))
}

/** What lines of the ledger come to. */
export const grossOf = (entries: Owed[]): number => sum(entries, (entry) => entry.netCents + entry.vatCents)

export const sum = <Item>(items: Item[], value: (item: Item) => number): number =>
  items.reduce((total, item) => total + value(item), 0)

export function groups<Item>(items: Item[], keyOf: (item: Item) => string): { key: string; entries: Item[] }[] {
  const found = new Map<string, Item[]>()
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item])
  return [...found].map(([key, entries]) => ({ key, entries }))
}

type Taxed = { category: VatCategory; rateBasisPoints: number; netCents: number }

/** The VAT of a document: of each category and rate, rounded once (EN 16931, BR-CO-17), the higher rate first. */
export function breakdown(lines: Taxed[], allowances: Taxed[]): (Taxed & { vatCents: number })[] {
  const signed = [...lines, ...allowances.map((allowance) => ({ ...allowance, netCents: -allowance.netCents }))]
  return groups(signed, ({ category, rateBasisPoints }) => `${category} ${rateBasisPoints}`)
    .map(({ entries: [first, ...others] }) => {
      const { category, rateBasisPoints } = first as Taxed
      const netCents = sum([first as Taxed, ...others], (entry) => entry.netCents)
      return { category, rateBasisPoints, netCents, vatCents: vatCents(netCents, rateBasisPoints) }
    })
    .sort((a, b) => b.rateBasisPoints - a.rateBasisPoints || (a.category < b.category ? -1 : 1))
}

/** The days of supply on a document, the first one first. */
export const suppliedOf = ({ lines }: InvoiceContent): string[] =>
  [...new Set(lines.flatMap(({ suppliedOn }) => suppliedOn ?? []))].sort()

/**
 * A Leitweg-ID: coarse address, fine address, check digits over all of it. Whoever gives one is
 * billed by XRechnung.
 */
export function isLeitwegId(text: string): boolean {
  const [, coarse = "", fine = "", check = ""] =
    /^(\d{2,12})(?:-([A-Z0-9]{1,30}))?-(\d{2})$/.exec(text.toUpperCase()) ?? []
  return check !== "" && over97(`${coarse}${fine}${check}`) === 1
}

/** "RE-2026-0001" */
export const referenceOf = (series: string, year: number, number: number): string =>
  `${series}-${year}-${String(number).padStart(4, "0")}`
