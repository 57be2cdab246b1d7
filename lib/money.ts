/** Amounts are integer cents beside their currency; a rate is in basis points (1900 is 19 %). */
export type Price = { netCents: number; vatRateBasisPoints: number; currency: string }

/** VAT of a net amount, rounded half up to the cent per line (EN 16931, BR-CO-17). */
export const vatCents = (netCents: number, rateBasisPoints: number): number =>
  Math.sign(netCents) * Math.floor((Math.abs(netCents) * rateBasisPoints + 5_000) / 10_000)

export const grossCents = (netCents: number, rateBasisPoints: number): number =>
  netCents + vatCents(netCents, rateBasisPoints)

/** "290,00 €" or "€290.00". */
export const formatMoney = (cents: number, currency: string, locale: string): string =>
  new Intl.NumberFormat(locale === "de" ? "de-DE" : "en-GB", { style: "currency", currency }).format(cents / 100)
