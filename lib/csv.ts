import { stringify } from "csv-stringify/sync"

type Cell = string | number | Date | null | undefined

/**
 * A table as the usual spreadsheet programs open it: with a byte order mark for the umlauts, ";" between the cells where
 * the comma is the decimal sign (`delimiter` otherwise), and "'" before what they would take for a formula (OWASP, CSV
 * injection).
 */
export const csv = (columns: string[], rows: Cell[][], { delimiter = ";" } = {}): string =>
  stringify([columns, ...rows], {
    ...{ bom: true, delimiter, record_delimiter: "windows", escape_formulas: true, quoted_match: "\r" },
    cast: { date: (date) => date.toISOString() },
  })
