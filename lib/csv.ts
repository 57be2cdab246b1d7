import { stringify } from "csv-stringify/sync"

/**
 * A table that spreadsheet programs open with its umlauts: UTF-8 with a byte order mark, semicolons (what a program in
 * a country with a decimal comma expects), CRLF. A cell that would be read as a formula gets an apostrophe in front.
 */
export const csv = (columns: string[], rows: (string | number | null)[][]): string =>
  stringify([columns, ...rows], { bom: true, delimiter: ";", record_delimiter: "windows", escape_formulas: true })
