import { type AccountName, type Datev, type RevenueCase, revenueCases } from "@/lib/sessions/schema-datev"
import type { PaymentMethod } from "@/prisma/generated/client"
import { sum } from "./rules"
import type { Span } from "./rules-export"
import type { InvoiceContent } from "./schema"
import type { Words } from "./words"

/** A document with the lines of it that are fees. */
export type Document = { content: InvoiceContent; fees: string[] }

/** Money that has come in or gone back, and the number it is looked for by. */
export type Movement = {
  kind: "payment" | "refund"
  method: PaymentMethod
  cents: number
  day: string
  document: string
  name: string
}

/** A line of the batch: an amount above zero on the debit ("S") or credit side ("H") of `account`. */
export type Posting = {
  cents: number
  side: "S" | "H"
  account: string
  contra: string
  taxKey: string | null
  day: string
  document: string
  text: string
  euVatId: string | null
}

/** Why nothing is exported: what the house has not said yet, or what does not go into one batch. */
export type Gap =
  | { gap: "consultant" | "client" | "chart" | "debtor" | "rounding" | "fiscal_year" }
  | { gap: "rate"; rateBasisPoints: number }

/**
 * The usual accounts of DATEV's charts, of four digits. Those of 19 %, 7 % and reverse charge know their VAT by
 * themselves (Automatikkonten), so that they need no tax key. Which debtor is used, and what takes the cents of
 * rounding, each office decides for itself.
 */
const usual: Record<NonNullable<Datev["chart"]>, Partial<Record<AccountName, string>>> = {
  SKR03: {
    ...{ bank: "1200", transit: "1360", taxed_1900: "8400", taxed_700: "8300", reverse_charge: "8336" },
    ...{ small_business: "8195", outside: "8338", compensation: "2742" },
  },
  SKR04: {
    ...{ bank: "1800", transit: "1460", taxed_1900: "4400", taxed_700: "4300", reverse_charge: "4336" },
    ...{ small_business: "4185", outside: "4338", compensation: "4970" },
  },
}

/** The chart's own account, as long as the office's are; null where there is none. */
export const usualAccount = ({ chart, accountLength }: Pick<Datev, "chart" | "accountLength">, name: AccountName) =>
  (chart && usual[chart][name]?.padEnd(accountLength, "0")) ?? null

/** What has to be set before anything can be exported at all. */
export const datevGaps = ({ consultant, client, chart, accounts }: Datev): Gap[] => [
  ...(consultant ? [] : [{ gap: "consultant" } as const]),
  ...(client ? [] : [{ gap: "client" } as const]),
  ...(chart ? [] : [{ gap: "chart" } as const]),
  ...(accounts.debtor ? [] : [{ gap: "debtor" } as const]),
]

/** The first day of the fiscal year that a day is in. */
export function fiscalYearOf(day: string, fiscalMonth: number): string {
  const start = `-${String(fiscalMonth).padStart(2, "0")}-01`
  const year = Number(day.slice(0, 4))
  return day >= `${year}${start}` ? `${year}${start}` : `${year - 1}${start}`
}

type Input = { documents: Document[]; movements: Movement[]; span: Span; datev: Datev; spoken: Words }

/**
 * What documents and payments are in double entry: a document is owed by the debtor, gross, on one line by VAT case; a
 * payment is taken from there to the bank, or to where Stripe keeps it. What has no account becomes a gap, and then nothing is
 * to be exported. A line has no year, so that a batch must not reach from one fiscal year into the next.
 */
export function postingsOf({ documents, movements, span, datev, spoken }: Input): { postings: Posting[]; gaps: Gap[] } {
  const gaps = datevGaps(datev)
  if (fiscalYearOf(span.from, datev.fiscalMonth) !== fiscalYearOf(span.to, datev.fiscalMonth))
    gaps.push({ gap: "fiscal_year" })
  const accountOf = (name: AccountName) => datev.accounts[name] ?? usualAccount(datev, name) ?? ""
  const miss = (gap: Gap) => {
    if (!gaps.some((known) => JSON.stringify(known) === JSON.stringify(gap))) gaps.push(gap)
  }
  const ofDocuments = documents.flatMap((document): Posting[] => {
    const { content } = document
    return sharesOf(document).flatMap(({ cents, revenue, rateBasisPoints }): Posting[] => {
      if (cents === 0) return []
      if (!revenue) miss({ gap: "rate", rateBasisPoints })
      if (revenue === "rounding" && !datev.accounts.rounding) miss({ gap: "rounding" })
      const isOwed = (content.kind === "invoice") === cents > 0
      return [
        {
          ...{ cents: Math.abs(cents), side: isOwed ? "S" : "H", day: content.issuedOn, document: content.reference },
          ...{ account: accountOf("debtor"), contra: revenue ? accountOf(revenue) : "" },
          taxKey: revenue && revenue !== "rounding" ? (datev.taxKeys[revenue] ?? null) : null,
          text: `${titleOf(content, spoken)} ${content.buyer.name}`,
          euVatId: revenue === "reverse_charge" ? content.buyer.vatId : null,
        },
      ]
    })
  })
  const moved = movements.map(({ kind, method, cents, day, document, name }): Posting => ({
    ...{ cents, side: kind === "payment" ? "S" : "H", day, document, taxKey: null, euVatId: null },
    ...{ account: accountOf(method === "invoice" ? "bank" : "transit"), contra: accountOf("debtor") },
    text: `${spoken.say(`datev.${kind}`)} ${name}`,
  }))
  return { postings: [...ofDocuments, ...moved], gaps }
}

const titleOf = ({ corrects }: InvoiceContent, { say }: Words) =>
  say(`title.${corrects ? (corrects.whole ? "whole" : "part") : "invoice"}`)

type Share = { cents: number; revenue: RevenueCase | "rounding" | null; rateBasisPoints: number }

/** What a document comes to by VAT case, gross; together that is what is owed by it, with the rounding (BT-114). */
function sharesOf({ content, fees }: Document): Share[] {
  const { lines, allowances, totals } = content
  const byCase = content.vat.flatMap(({ category, rateBasisPoints, netCents, vatCents }): Share[] => {
    const cents = netCents + vatCents
    if (category === "S") return [{ cents, revenue: taxedAt(rateBasisPoints), rateBasisPoints }]
    if (category !== "O")
      return [{ cents, revenue: category === "AE" ? "reverse_charge" : "small_business", rateBasisPoints }]
    const ofFees = (items: { entryId: string; netCents: number }[]) =>
      sum(
        items.filter(({ entryId }) => fees.includes(entryId)),
        (item) => item.netCents,
      )
    const feeCents = ofFees(lines) - ofFees(allowances)
    return [
      { cents: cents - feeCents, revenue: "outside", rateBasisPoints },
      { cents: feeCents, revenue: "compensation", rateBasisPoints },
    ]
  })
  return [...byCase, { cents: totals.roundingCents, revenue: "rounding", rateBasisPoints: 0 }]
}

const taxedAt = (rateBasisPoints: number): RevenueCase | null =>
  revenueCases.find((revenue) => revenue === `taxed_${rateBasisPoints}`) ?? null
