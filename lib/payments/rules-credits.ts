import type { Credit } from "./read-camt"

/** What is open of a booking, and by which names somebody may pay it. */
export type Payable = {
  bookingId: string
  /** Of the booking and of its invoices. */
  numbers: string[]
  company: string
  familyName: string
  openCents: number
  currency: string
  /** What it comes to is not known yet. */
  undecided?: boolean
}

/**
 * Why a credit may be for a booking: it says a number and the open amount, a number alone, a number of what is not
 * reckoned up yet, or the amount and a name.
 */
export type Why = "exact" | "number" | "undecided" | "name"

type Open = Pick<Credit, "cents" | "currency" | "payer" | "remittance">

/**
 * For each credit the booking it may be for; null where nothing or several speak for one. Only what names a number and is
 * exactly what is open is `exact`, and of each booking only the first.
 */
export function matchCredits<Of extends Open, Item extends Payable>(
  credits: Of[],
  items: Item[],
): { credit: Of; match: { item: Item; why: Why } | null }[] {
  const known = items.map((item) => ({
    ...{ item, numbers: item.numbers.map(written), names: [nameOf(item.company), nameOf(item.familyName)] },
  }))
  const taken = new Set<string>()
  return credits.map((credit) => {
    const text = credit.remittance.toUpperCase()
    const payer = nameOf(credit.payer)
    const named = known.filter(({ numbers }) => numbers.some((number) => number.test(text)))
    const fits = ({ item }: { item: Item }) => item.openCents === credit.cents && item.currency === credit.currency
    if (named.length > 1) return { credit, match: null }
    const [only] = named
    if (only) {
      const isExact = fits(only) && !taken.has(only.item.bookingId)
      if (isExact) taken.add(only.item.bookingId)
      return {
        credit,
        match: { item: only.item, why: isExact ? "exact" : only.item.undecided ? "undecided" : "number" },
      }
    }
    const alike = known.filter((one) => fits(one) && one.names.some((name) => isAlike(payer, name)))
    const [sole] = alike.length === 1 ? alike : []
    return { credit, match: sole ? { item: sole.item, why: "name" } : null }
  })
}

/** A number as people and banks write it: with other separators, none, or a break within, and no further digit. */
const written = (number: string): RegExp =>
  new RegExp(`(?<![A-Z0-9])${[...number.replace(/[^A-Z0-9]/gi, "")].join("[^A-Z0-9]{0,2}")}(?!\\d)`)

const forms = /\b(gmbh|mbh|ug|ag|kg|ohg|gbr|se|ev|co|und|and)\b/g

const nameOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/ß/g, "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/(?<=[aou])e/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .replace(forms, " ")
    .replace(/ +/g, " ")
    .trim()

const isAlike = (payer: string, name: string): boolean =>
  name.length >= 4 && payer.length >= 4 && (` ${payer} `.includes(` ${name} `) || ` ${name} `.includes(` ${payer} `))
