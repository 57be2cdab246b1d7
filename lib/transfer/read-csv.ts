import { CsvError, parse } from "csv-parse/sync"
import type { z } from "zod"
import { type Refusal, refuse } from "@/lib/errors"

/** What is wrong where: the line of the file (the heading is line 1), the column as it is headed, a code for the reason. */
export type Problem = { line: number; column: string; code: string; value: string }

/** Why a file cannot be read at all; `most` is the number of rows that are taken at once. */
export type CsvRefusal = Refusal<"file_unreadable" | "file_empty" | "file_too_long"> & { most: number }
/** By name of a field the headings that are known for it; the first two are those we write, in German and English. */
export type Columns = Record<string, readonly [de: string, en: string, ...string[]]>

/** The headings of a list as we write it. */
export const headingsOf = (columns: Columns, locale: "de" | "en"): string[] =>
  Object.values(columns).map(([german, english]) => (locale === "de" ? german : english))

/** The text of a file: UTF-8, or what spreadsheet programs in Germany still write (Windows-1252). */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}

export type ReadCsv<Row> = {
  rows: { line: number; row: Row }[]
  problems: Problem[]
  /** Headings that nobody knows; their columns are left out. */
  unknown: string[]
  /** How the column of a field is headed in this file. */
  titleOf: (field: string) => string
}

/**
 * Reads a CSV file with a heading, separated by semicolons, commas or tabs, each row checked by the schema. Columns that
 * nobody knows are named and otherwise left alone; an apostrophe that guards a formula is taken off.
 */
export function readCsv<Schema extends z.ZodType<object>>(
  text: string,
  columns: Columns,
  schema: Schema,
  mostRows: number,
): ({ ok: true } & ReadCsv<z.output<Schema>>) | CsvRefusal {
  const no = (reason: CsvRefusal["reason"]) => ({ ...refuse(reason), most: mostRows })
  let cells: { record: string[]; info: { lines: number } }[]
  try {
    cells = parse(text, {
      ...{ bom: true, delimiter: separatorOf(text), info: true, skip_empty_lines: true, trim: true },
      ...{ relax_column_count: true, relax_quotes: true, skip_records_with_empty_values: true, to: mostRows + 2 },
    }) as unknown as typeof cells
  } catch (error) {
    if (error instanceof CsvError) return no("file_unreadable")
    throw error
  }
  const [heading, ...body] = cells
  if (!heading || body.length === 0) return no("file_empty")
  if (body.length > mostRows) return no("file_too_long")
  const fields = heading.record.map((title) => fieldOf(title, columns))
  const titleOf = (field: string) => heading.record[fields.indexOf(field)] ?? columns[field]?.[0] ?? field

  const rows: { line: number; row: z.output<Schema> }[] = []
  const problems: Problem[] = []
  const missing = new Set<string>()
  for (const { record, info } of body) {
    const typed: Record<string, string> = {}
    for (const [index, value] of record.entries()) {
      const field = fields[index]
      if (field && value !== "") typed[field] = value.replace(/^'(?=[=+\-@＝＋－＠])/, "")
    }
    const parsed = schema.safeParse(typed)
    if (parsed.success) rows.push({ line: info.lines, row: parsed.data })
    for (const { path, message } of parsed.error?.issues ?? []) {
      const field = String(path[0])
      const code = typed[field] === undefined ? "required" : message
      if (code === "required" && !fields.includes(field)) missing.add(titleOf(field))
      else problems.push({ line: info.lines, column: titleOf(field), code, value: (typed[field] ?? "").slice(0, 80) })
    }
  }
  return {
    ok: true,
    rows,
    // A column that is not there is not there once, and not in every line.
    problems: [...[...missing].map((column) => ({ line: 1, column, code: "column", value: "" })), ...problems],
    unknown: heading.record.filter((_, index) => !fields[index]),
    titleOf,
  }
}

/** Which of three separators the heading has most of. */
function separatorOf(text: string): string {
  const [heading = ""] = text.split(/\r?\n/, 1)
  const count = (separator: string) => heading.split(separator).length
  return [";", ",", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best))
}

const plain = (title: string) => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")

const fieldOf = (title: string, columns: Columns) =>
  Object.keys(columns).find((field) => columns[field]?.some((known) => plain(known) === plain(title)))
