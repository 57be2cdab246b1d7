import { dueOn } from "@/lib/payments/rules-due"
import type { VatCategory, VatText } from "@/lib/payments/rules-vat"
import type { Locale, SettingsData } from "@/lib/sessions/schema"
import { formatDateRange } from "@/lib/time-zone"
import type { BillingProfile } from "@/prisma/generated/client"
import { breakdown, type Draft, isLeitwegId, type Owed, sum } from "./rules"
import type { InvoiceContent } from "./schema"
import { plain, type Words, words } from "./words"

/** The session that a line of the ledger is about. */
export type Supplied = {
  formatName: string
  startsAt: Date
  endsAt: Date
  timeZone: string
  /** In its own zone. */
  day: string
  invoiceDays: number
}

export type Facts = {
  draft: Draft
  reference: string
  issuedOn: string
  issuedAt: Date
  /** The invoice that is corrected. */
  corrected: InvoiceContent | null
  bookingReference: string
  language: Locale
  profile?: InvoiceContent["profile"]
  settings: Pick<SettingsData, "name" | "company" | "organizer" | "invoicing">
  billing: BillingProfile
  /** By the id of a seat. */
  supplied: Map<string, Supplied>
  /** Of this document. */
  paidCents: number
}

/** All that a document says, from the lines of the ledger that stand on it. */
export function contentOf(facts: Facts): InvoiceContent {
  const { draft, corrected, settings, billing, supplied, issuedOn } = facts
  const kind = corrected ? "credit_note" : "invoice"
  const spoken = words(facts.language)
  const items = draft.entries.map((entry) => asItStood(itemOf(entry, kind, supplied, spoken), entry, corrected))
  const lines = items
    .filter(({ netCents }) => netCents >= 0)
    .map(({ text: name, vatText: _, ...line }) => ({ name, ...line }))
  const allowances = items
    .filter(({ netCents }) => netCents < 0)
    .map(({ entryId, text: reason, netCents, category, rateBasisPoints }) => ({
      entryId,
      reason,
      netCents: -netCents,
      category,
      rateBasisPoints,
    }))
  const vat = breakdown(lines, allowances).map((rate) => ({ ...rate, reason: reasonOf(rate.category, items, spoken) }))
  const totals = totalsOf(
    { lines, allowances, vat },
    { owed: ledgerCents(draft.entries, kind), paidCents: facts.paidCents },
  )
  const payment = kind === "credit_note" ? "credit" : totals.payableCents > 0 ? "transfer" : "paid"
  const due = payment === "transfer" ? dueOf(draft.entries, supplied, issuedOn) : null
  const days = lines.flatMap(({ suppliedOn }) => suppliedOn ?? []).sort()
  return {
    ...{ layout: 1, kind, language: facts.language, reference: facts.reference, issuedOn, dueOn: due, currency: "EUR" },
    ...{ issuedAt: facts.issuedAt.toISOString(), profile: profileOf(facts), house: settings.name },
    corrects: corrected && { reference: corrected.reference, issuedOn: corrected.issuedOn, whole: draft.whole },
    seller: sellerOf(settings),
    // A credit note goes to whom the invoice went.
    buyer: corrected?.buyer ?? buyerOf(billing),
    bookingReference: facts.bookingReference,
    ...referencesOf(corrected ?? billing),
    ...{ lines, allowances, vat, totals, payment },
    paymentTerms: spoken.say(`terms.${payment}`, { date: due ? spoken.day(due) : "" }),
    notes: notesOf({ corrected, whole: draft.whole, issuedOn, days, items }, spoken),
  }
}

type Item = {
  entryId: string
  text: string
  detail: string | null
  suppliedOn: string | null
  netCents: number
  category: VatCategory
  rateBasisPoints: number
  vatText: VatText | null
}

/** A credit note says what it gives back: what the ledger takes back, or what stood on the invoice. */
const signOf = (entry: Owed, kind: InvoiceContent["kind"]): 1 | -1 =>
  kind === "credit_note" && entry.standsOn === null ? -1 : 1

function itemOf(
  entry: Owed,
  kind: InvoiceContent["kind"],
  supplied: Map<string, Supplied>,
  { say, locale }: Words,
): Item {
  const netCents = signOf(entry, kind) * entry.netCents
  const session = entry.seatId ? supplied.get(entry.seatId) : undefined
  const category = entry.vatCategory as VatCategory
  const isPrice = entry.kind === "price" && session
  return {
    entryId: entry.id,
    text:
      entry.kind === "discount"
        ? say(netCents < 0 ? "line.discount" : "line.discountBack")
        : isPrice
          ? say("line.price", { format: session.formatName })
          : say(entry.kind === "fee" ? "line.fee" : "line.again"),
    detail: session ? plain(formatDateRange(session.startsAt, session.endsAt, session.timeZone, locale)) : null,
    // Nothing is supplied for a compensation.
    suppliedOn: session && entry.kind !== "fee" ? session.day : null,
    ...{ netCents, category, rateBasisPoints: entry.rateBasisPoints, vatText: vatTextOf(entry) },
  }
}

/** A credit note says the day and the words of the invoice, whatever has changed since. */
function asItStood(item: Item, { id, reversesId }: Owed, corrected: InvoiceContent | null): Item {
  const stood = corrected?.lines.find(({ entryId }) => entryId === id || entryId === reversesId)
  return stood ? { ...item, text: stood.name, detail: stood.detail, suppliedOn: stood.suppliedOn } : item
}

const vatTextOf = ({ vatCategory, kind }: Owed): VatText | null =>
  vatCategory === "AE"
    ? "reverse_charge"
    : vatCategory === "E"
      ? "small_business"
      : vatCategory === "O"
        ? kind === "fee"
          ? "compensation"
          : "outside"
        : null

const reasonOf = (category: VatCategory, items: Item[], { say }: Words): string | null => {
  const texts = new Set(items.flatMap((item) => (item.category === category && item.vatText ? [item.vatText] : [])))
  return [...texts].map((text) => say(`vat.${text}`)).join(" ") || null
}

const ledgerCents = (entries: Owed[], kind: InvoiceContent["kind"]): number =>
  sum(entries, (entry) => signOf(entry, kind) * (entry.netCents + entry.vatCents))

/**
 * The ledger rounds the VAT of every line, a document that of every rate. What lies between is the rounding of the
 * amount to be paid (EN 16931, BT-114), so that what is asked for is what is owed, to the cent.
 */
function totalsOf(
  { lines, allowances, vat }: Pick<InvoiceContent, "lines" | "allowances" | "vat">,
  { owed, paidCents }: { owed: number; paidCents: number },
): InvoiceContent["totals"] {
  const linesCents = sum(lines, ({ netCents }) => netCents)
  const allowancesCents = sum(allowances, ({ netCents }) => netCents)
  const netCents = linesCents - allowancesCents
  const vatTotal = sum(vat, (rate) => rate.vatCents)
  const grossCents = netCents + vatTotal
  const roundingCents = owed - grossCents
  const totals = { linesCents, allowancesCents, netCents, vatCents: vatTotal, grossCents, paidCents, roundingCents }
  return { ...totals, payableCents: owed - paidCents }
}

function dueOf(entries: Owed[], supplied: Map<string, Supplied>, issuedOn: string): string {
  const sessions = entries.flatMap(({ seatId }) => (seatId ? (supplied.get(seatId) ?? []) : []))
  const days = sessions.length > 0 ? Math.min(...sessions.map(({ invoiceDays }) => invoiceDays)) : 14
  const starts = entries.flatMap(({ seatId, kind }) =>
    seatId && kind === "price" ? (supplied.get(seatId)?.day ?? []) : [],
  )
  return dueOn(issuedOn, days, starts.sort()[0] ?? null)
}

const profileOf = ({ profile, corrected, billing }: Facts): InvoiceContent["profile"] =>
  corrected?.profile ?? profile ?? (isLeitwegId(billing.buyerReference ?? "") ? "xrechnung" : "factur_x")

const sellerOf = ({ company, organizer, invoicing }: Facts["settings"]): InvoiceContent["seller"] => ({
  ...{ name: company.name, street: company.street, postalCode: company.postalCode, city: company.city, country: "DE" },
  ...{ vatId: company.vatId?.replaceAll(" ", "") ?? null, taxNumber: invoicing.taxNumber ?? null },
  ...{ register: company.register ?? null, iban: invoicing.iban ?? null },
  contact: { name: organizer.name, email: organizer.email, phone: organizer.phone ?? null },
})

/** Whom a document goes to. */
export const buyerOf = (billing: BillingProfile): InvoiceContent["buyer"] => ({
  ...{ name: billing.companyName, street: billing.street, postalCode: billing.postalCode, city: billing.city },
  ...{ country: billing.country, vatId: billing.vatId, email: billing.emails[0] as string },
})

/** What the buyer wants to read on a document. */
export const referencesOf = ({
  buyerReference,
  poNumber,
  costCentre,
}: Pick<BillingProfile, "buyerReference" | "poNumber" | "costCentre">) => ({ buyerReference, poNumber, costCentre })

function notesOf(
  {
    corrected,
    whole,
    issuedOn,
    days,
    items,
  }: { corrected: InvoiceContent | null; whole: boolean; issuedOn: string; days: string[]; items: Item[] },
  { say, day }: Words,
): string[] {
  const about = corrected && { reference: corrected.reference, date: day(corrected.issuedOn) }
  const last = days.at(-1)
  const vatTexts = new Set(items.flatMap(({ vatText }) => vatText ?? []))
  return [
    ...(about ? [say(whole ? "notes.whole" : "notes.part", about)] : []),
    // § 14 (5) UStG
    ...(!about && last && last > issuedOn ? [say("notes.ahead", { date: day(last) })] : []),
    ...[...vatTexts].map((text) => say(`vat.${text}`)),
  ]
}

/** What a seller has not set yet and must before anything is issued (§ 14 (4) UStG). */
export const sellerGaps = (
  { company, organizer, invoicing }: Facts["settings"],
  profile: InvoiceContent["profile"] = "factur_x",
): ("tax_number" | "iban" | "phone")[] => [
  ...((company.vatId ?? invoicing.taxNumber) ? [] : (["tax_number"] as const)),
  ...(invoicing.iban ? [] : (["iban"] as const)),
  ...(profile === "factur_x" || organizer.phone ? [] : (["phone"] as const)),
]
