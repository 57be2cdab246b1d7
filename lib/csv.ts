import { stringify } from "csv-stringify/sync"

export type Cell = string | number | Date | null | undefined

/**
 * A table as the usual spreadsheet programs of that language open it: with a byte order mark for the umlauts, ";" between
 * the cells where the comma is the decimal sign, and "'" before what they would take for a formula (OWASP, CSV injection).
 */
export const csv = (columns: string[], rows: Cell[][], locale: "de" | "en"): string =>
  lines([columns, ...rows], { bom: true, locale })

/** The same, sent part by part while it is read: no more of it is in memory than one part. */
export function csvStream(
  columns: string[],
  parts: AsyncIterable<Cell[][]>,
  locale: "de" | "en",
): ReadableStream<Uint8Array> {
  const [encoder, rest] = [new TextEncoder(), parts[Symbol.asyncIterator]()]
  return new ReadableStream({
    start: (stream) => stream.enqueue(encoder.encode(csv(columns, [], locale))),
    pull: async (stream) => {
      const part = await rest.next()
      if (part.done) stream.close()
      else stream.enqueue(encoder.encode(lines(part.value, { bom: false, locale })))
    },
    cancel: async () => void (await rest.return?.()),
  })
}

const lines = (rows: Cell[][], { bom, locale }: { bom: boolean; locale: "de" | "en" }) =>
  stringify(rows, {
    ...{ bom, delimiter: locale === "de" ? ";" : ",", record_delimiter: "windows" },
    ...{ escape_formulas: true, quoted_match: "\r" },
    cast: {
      date: (date) => date.toISOString(),
      number: (number) => (locale === "de" ? String(number).replace(".", ",") : String(number)),
    },
  })
