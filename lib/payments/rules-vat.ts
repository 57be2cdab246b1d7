/** What is supplied. A fee is what giving back a seat late costs; a no-show leaves the price due. */
export const supplies = ["session", "fee", "no_show", "consulting"] as const
export type Supply = (typeof supplies)[number]

/** As EN 16931 names it (BT-151): standard rate, reverse charge, exempt, not subject to VAT. */
export type VatCategory = "S" | "AE" | "E" | "O"

/** The sentence that a document says about a category (messages: invoices.vat). */
export type VatText = "reverse_charge" | "small_business" | "outside" | "compensation"

export type VatAnswer = { category: VatCategory; rateBasisPoints: number; textKey: VatText | null }

/** Why nothing is said: a to-do for the organizer, never a guess. */
export type Undecided =
  | "unconfirmed"
  | "billing_missing"
  | "seller_country"
  | "private_buyer"
  | "territory"
  | "vat_id_missing"
  | "vat_id_pending"
  | "vat_id_invalid"
  | "rate"

export type VatCase = {
  supply: Supply
  /** On site is in Germany. */
  place: "online" | "on_site"
  /** Null until somebody has said who is billed. */
  buyer: { country: string; business: boolean; vatId: "valid" | "pending" | "invalid" | "none" } | null
  seller: { country: string; smallBusiness: boolean }
  /** Of what is taxed in Germany. */
  rateBasisPoints: number
  /** The rows that the organizer has gone through with a tax adviser. */
  confirmed: readonly VatRow[]
}

type Where = "on_site" | "germany" | "eu" | "third_country" | "anywhere"
type Seller = "standard" | "small"
export type VatRow = `${Seller}.${Supply}.${Where}`

type Cell = { category: VatCategory; textKey: VatText | null; because: string }

const taxed: Cell = { category: "S", textKey: null, because: "§ 1 (1) Nr. 1, § 12 UStG" }
const reversed: Cell = {
  category: "AE",
  textKey: "reverse_charge",
  because: "§ 3a (2), § 14a (1) UStG; Art. 44, 196 MwStSystRL",
}
const outside: Cell = { category: "O", textKey: "outside", because: "§ 3a (2) UStG" }
/** An exemption since 2025, no longer a tax that is not charged. It knows supplies in Germany only. */
const exempt: Cell = { category: "E", textKey: "small_business", because: "§ 19 (1) UStG; Art. 284 MwStSystRL" }
/** Nobody gets anything for it (CJEU C-277/05, Société thermale). Contracts that are carried out differ: C-295/17. */
const compensation: Cell = { category: "O", textKey: "compensation", because: "CJEU C-277/05; § 1 (1) Nr. 1 UStG" }

/** At the recipient's, whoever sells: consulting also on site (§ 3a (2) UStG; Art. 44 MwStSystRL). */
const atRecipient = { eu: reversed, third_country: outside }
/**
 * Admission is taxed where the session takes place (§ 3a (3) Nr. 5 UStG; Art. 53 MwStSystRL), but not where people take
 * part from afar (Art. 53 (2), since 2025): then at the recipient's. Who does not come owes it all the same (C-250/14).
 */
const admission = (inGermany: Cell) => ({ on_site: inGermany, germany: inGermany, ...atRecipient })

const rowsOf = (inGermany: Cell): Record<Supply, Partial<Record<Where, Cell>>> => ({
  session: admission(inGermany),
  no_show: admission(inGermany),
  consulting: { germany: inGermany, ...atRecipient },
  fee: { anywhere: compensation },
})

/** All that is covered. What stands in no row, such as an EU business that shows no VAT id, is asked and not guessed. */
const table: Record<Seller, Record<Supply, Partial<Record<Where, Cell>>>> = {
  standard: rowsOf(taxed),
  small: rowsOf(exempt),
}

/** The rows of a seller in the order they are confirmed, with what they say and why. */
export const vatRows = (smallBusiness: boolean): ({ row: VatRow } & Cell)[] =>
  supplies.flatMap((supply) =>
    Object.entries(table[sellerOf(smallBusiness)][supply]).map(([where, cell]) => ({
      ...{ row: `${sellerOf(smallBusiness)}.${supply}.${where as Where}` as const, ...cell },
    })),
  )

const euCountries = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ")
/** Countries that count as another one for VAT (Art. 7 MwStSystRL). */
const asAnother = ["MC", "IM"]

/**
 * The VAT of one line: the category, the rate and what is said about it; or why it cannot be said.
 */
export function decideVat({
  supply,
  place,
  buyer,
  seller,
  rateBasisPoints,
  confirmed,
}: VatCase): VatAnswer | { undecided: Undecided } {
  if (seller.country !== "DE") return { undecided: "seller_country" }
  if (buyer && !buyer.business) return { undecided: "private_buyer" }
  if (buyer && asAnother.includes(buyer.country)) return { undecided: "territory" }
  const rows = table[sellerOf(seller.smallBusiness)][supply]
  const where = rows.anywhere ? "anywhere" : rows.on_site && place === "on_site" ? "on_site" : whereIs(buyer)
  if (typeof where === "object") return where
  const cell = rows[where]
  const row: VatRow = `${sellerOf(seller.smallBusiness)}.${supply}.${where}`
  if (!cell || !confirmed.includes(row)) return { undecided: "unconfirmed" }
  const { category, textKey } = cell
  if (category !== "S") return { category, rateBasisPoints: 0, textKey }
  return rateBasisPoints > 0 ? { category, rateBasisPoints, textKey } : { undecided: "rate" }
}

const sellerOf = (smallBusiness: boolean): Seller => (smallBusiness ? "small" : "standard")

/** Where a business is taxed that is taxed where it is. Elsewhere in the EU it shows that by its VAT id. */
function whereIs(buyer: VatCase["buyer"]): Where | { undecided: Undecided } {
  if (!buyer) return { undecided: "billing_missing" }
  const { country, vatId } = buyer
  if (country === "DE") return "germany"
  if (!euCountries.includes(country)) return "third_country"
  if (vatId === "valid") return "eu"
  return { undecided: vatId === "none" ? "vat_id_missing" : `vat_id_${vatId}` }
}
