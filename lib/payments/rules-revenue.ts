/** What was charged, and what was paid back, in integer cents. */
export type Revenue = {
  /** Of seats, less what vouchers took off and what was taken back. */
  netCents: number
  vatCents: number
  grossCents: number
  /** Of seats that were given back late. */
  feeNetCents: number
  feeVatCents: number
  feeGrossCents: number
  refundedCents: number
}
/** Of a month ("2026-12") and a format. */
export type RevenueRow = Revenue & { month: string; formatId: string; formatName: string }

/** In the order of a table. */
export const amounts = [
  ...(["netCents", "vatCents", "grossCents"] as const),
  ...(["feeNetCents", "feeVatCents", "feeGrossCents", "refundedCents"] as const),
]

export const totalOf = (rows: Revenue[]): Revenue =>
  Object.fromEntries(amounts.map((amount) => [amount, rows.reduce((total, row) => total + row[amount], 0)])) as Revenue

/** Rows that are in the order of their months, month by month, with what each comes to. */
export function byMonth(rows: RevenueRow[]): { month: string; total: Revenue; rows: RevenueRow[] }[] {
  const months = [...new Set(rows.map(({ month }) => month))]
  return months.map((month) => {
    const own = rows.filter((row) => row.month === month)
    return { month, total: totalOf(own), rows: own }
  })
}
