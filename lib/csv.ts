import { stringify } from "csv-stringify/sync"

export type Cell = string | number | Date | null | undefined

/**
 * A table as the usual spreadsheet programs of that language open it: with a byte order mark for the umlauts, ";" between
 * the cells where the comma is the decimal sign, and "'" before what they would take for a formula (OWASP, CSV injection).
 */
export const csv = (columns: string[], rows: Cell[][], locale: "de" | "en"): string =>
  stringify([columns, ...rows], {
    ...{ bom: true, delimiter: locale === "de" ? ";" : ",", record_delimiter: "windows" },
    ...{ escape_formulas: true, quoted_match: "\r" },
    cast: { date: (date) => date.toISOString() },
  })
