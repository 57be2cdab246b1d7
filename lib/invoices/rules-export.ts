import { addDays, startOfMonth } from "@/lib/time-zone"
import { sum, suppliedOf } from "./rules"
import type { InvoiceContent } from "./schema"

/** Days, the first and the last. */
export type Span = { from: string; to: string }

/** The days of a month ("2026-12"), a quarter ("2026-Q4") or a year ("2026"); null for anything else. */
export function spanOf(period: string): Span | null {
  const [, year = "", quarter, month] = /^(2\d{3})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(period) ?? []
  if (!year) return null
  const first = quarter ? 3 * Number(quarter) - 2 : Number(month ?? 1)
  const from = `${year}-${String(first).padStart(2, "0")}-01`
  return { from, to: addDays(startOfMonth(from, quarter ? 3 : month ? 1 : 12), -1) }
}

/** The periods that a document of a month (or the present) lies in, the newest and shortest first. */
export function periodsOf(months: string[], unit: "month" | "quarter" | "year"): string[] {
  const of = { month: (month: string) => month, quarter: quarterOf, year: (month: string) => month.slice(0, 4) }[unit]
  return [...new Set(months.map(of))].sort().reverse()
}

const quarterOf = (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`

/** One line of the journal: a document by VAT category and rate, credit notes with a minus. */
export type JournalLine = { content: InvoiceContent } & Omit<InvoiceContent["vat"][number], "reason">

export const journalOf = (contents: InvoiceContent[]): JournalLine[] =>
  contents.flatMap((content) =>
    content.vat.map(({ category, rateBasisPoints, netCents, vatCents }) => ({
      ...{ content, category, rateBasisPoints },
      ...{ netCents: signOf(content) * netCents, vatCents: signOf(content) * vatCents },
    })),
  )

const signOf = ({ kind }: InvoiceContent): 1 | -1 => (kind === "invoice" ? 1 : -1)

export type RecapitulativeLine = { vatId: string; euros: number }

/**
 * The Zusammenfassende Meldung of a span of days (§ 18a (2) UStG): what was supplied to businesses in other member
 * states that owe the VAT, by their VAT id, in whole euros. A supply counts on its day; what is taken back counts on
 * the day it was (§ 18a (7), § 17 UStG), and before the supply on the day the supply would have been.
 */
export function recapitulate(contents: InvoiceContent[], { from, to }: Span): RecapitulativeLine[] {
  const cents = new Map<string, number>()
  for (const content of contents) {
    const { vatId } = content.buyer
    const supplied = suppliedOf(content).at(-1) ?? content.issuedOn
    const day = content.kind === "credit_note" && content.issuedOn > supplied ? content.issuedOn : supplied
    if (!vatId || day < from || day > to) continue
    const reversed = content.vat.filter(({ category }) => category === "AE")
    cents.set(vatId, (cents.get(vatId) ?? 0) + signOf(content) * sum(reversed, ({ netCents }) => netCents))
  }
  return [...cents]
    .filter(([, total]) => total !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([vatId, total]) => ({ vatId, euros: Math.sign(total) * Math.round(Math.abs(total) / 100) }))
}
