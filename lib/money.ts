/** What is asked for a seat: integer cents beside their currency; a rate is in basis points (1900 is 19 %). */
export type Price = { netCents: number; vatRateBasisPoints: number; currency: string }

/** An amount with what it is made of: gross is net and VAT, to the cent. Less than zero where it is taken back. */
export type Money = { netCents: number; vatCents: number; grossCents: number; currency: string }

/** What a row says of its price: a format, a session or a booking; null is free of charge. */
type Priced = { priceNetCents: number | null; vatRateBasisPoints: number; currency: string }
export const priceIn = ({ priceNetCents: netCents, vatRateBasisPoints, currency }: Priced): Price | null =>
  netCents === null ? null : { netCents, vatRateBasisPoints, currency }

/** VAT of a net amount, rounded half up to the cent per line (EN 16931, BR-CO-17). */
export const vatCents = (netCents: number, rateBasisPoints: number): number =>
  Math.sign(netCents) * Math.floor((Math.abs(netCents) * rateBasisPoints + 5_000) / 10_000)

export const grossCents = (netCents: number, rateBasisPoints: number): number =>
  netCents + vatCents(netCents, rateBasisPoints)

/** A net amount with its VAT. */
export function moneyOf({ netCents, vatRateBasisPoints, currency }: Price): Money {
  const vat = vatCents(netCents, vatRateBasisPoints)
  return { netCents, vatCents: vat, grossCents: netCents + vat, currency }
}

export const negated = ({ netCents, vatCents, grossCents, currency }: Money): Money => ({
  ...{ netCents: 0 - netCents, vatCents: 0 - vatCents, grossCents: 0 - grossCents, currency },
})

/** Of one currency; nothing is nothing of `currency`. */
export function sumOf(amounts: Money[], currency: string): Money {
  const sum = { netCents: 0, vatCents: 0, grossCents: 0, currency }
  for (const each of amounts) {
    if (each.currency !== currency) throw new Error(`${each.currency} cannot be added to ${currency}`)
    sum.netCents += each.netCents
    sum.vatCents += each.vatCents
    sum.grossCents += each.grossCents
  }
  return sum
}

/** "290,00 €" or "€290.00". */
export const formatMoney = (cents: number, currency: string, locale: string): string =>
  new Intl.NumberFormat(locale === "de" ? "de-DE" : "en-GB", { style: "currency", currency }).format(cents / 100)

/** The same with the sign of mathematics, as wide as a digit. */
export const formatSignedMoney = (cents: number, currency: string, locale: string): string =>
  formatMoney(cents, currency, locale).replace("-", "\u2212")

/** "290", "290,5" or "290.00" in hundredths, such as cents or basis points; NaN is none. */
export function hundredths(text = ""): number {
  const [, units, fraction = ""] = /^\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*$/.exec(text) ?? []
  return units === undefined ? NaN : Number(units) * 100 + Number(fraction.padEnd(2, "0"))
}
