import { CsvError, parse } from "csv-parse/sync"
import type { z } from "zod"
import { type Outcome, refuse } from "@/lib/errors"

/**
 * What is wrong where: the line of the file (the heading is line 1), the column as it is headed or, where nothing heads
 * it, by its number, a code for the reason.
 */
export type Problem = { line: number; column: string | number; code: string; value: string }

export type CsvRefusal = "file_unreadable" | "file_empty" | "file_too_long"
/** By name of a field the headings that are known for it; the first two are those we write, in German and English. */
export type Columns = Record<string, readonly [de: string, en: string, ...string[]]>

/** The headings of a list as we write it. */
export const headingsOf = (columns: Columns, locale: "de" | "en"): string[] =>
  Object.values(columns).map(([german, english]) => (locale === "de" ? german : english))

/** What importing a file would do. */
export type Preview<Row> = {
  /** What would be new, by line. */
  added: Row[]
  /** What is there already, and stays as it is. */
  known: Row[]
  problems: Problem[]
  /** Headings that nobody knows; their columns are left out. */
  unknown: string[]
}

/** The cells of a line by their field. */
type Typed = { line: number; cells: Record<string, string> }

type ReadCsv<Row> = Pick<Preview<Row>, "problems" | "unknown"> & {
  rows: (Typed & { row: Row })[]
  /** What is wrong with a cell, said with its place in the file. */
  fault: (typed: Typed, field: string, code: string) => Problem
}

/**
 * Reads a CSV file with a heading, separated by semicolons, commas or tabs, each row checked by the schema. Columns that
 * nobody knows are named and otherwise left alone; an apostrophe that guards a formula (lib/csv.ts) is taken off.
 *
 * Nothing is lost in silence: a row with something beyond its heading is not right (`too_many_cells`, as of a comma in a
 * name without quotes), and of two columns for one thing nobody can say which counts (`column_twice`): no row is read.
 */
export function readCsv<Schema extends z.ZodType<object>>(
  text: string,
  columns: Columns,
  schema: Schema,
  mostRows: number,
): Outcome<ReadCsv<z.output<Schema>>, CsvRefusal> {
  let lines: { record: string[]; info: { lines: number } }[]
  try {
    lines = parse(text, {
      ...{ bom: true, delimiter: separatorOf(text), info: true, skip_empty_lines: true, trim: true },
      ...{ relax_column_count: true, relax_quotes: true, skip_records_with_empty_values: true, to: mostRows + 2 },
    }) as unknown as typeof lines
  } catch (error) {
    if (error instanceof CsvError) return refuse("file_unreadable")
    throw error
  }
  const [heading, ...body] = lines
  if (!heading || body.length === 0) return refuse("file_empty")
  if (body.length > mostRows) return { ...refuse("file_too_long"), most: mostRows }
  const fields = heading.record.map((title) => fieldOf(title, columns))
  const unknown = heading.record.filter((title, index) => title !== "" && !fields[index])
  const titleOf = (field: string) => heading.record[fields.indexOf(field)] ?? columns[field]?.[0] ?? field

  const fault = ({ line, cells }: Typed, field: string, code: string): Problem => ({
    ...{ line, column: titleOf(field), code },
    value: shorten(cells[field]),
  })

  const again = fields.flatMap((field, index) => {
    const first = fields.indexOf(field)
    if (!field || first === index) return []
    return { line: 1, column: heading.record[index]!, code: "column_twice", value: shorten(heading.record[first]) }
  })
  if (again.length > 0) return { ok: true, rows: [], problems: again, unknown, fault }

  const rows: ReadCsv<z.output<Schema>>["rows"] = []
  const problems: Problem[] = []
  const missing = new Set<string>()
  for (const { record, info } of body) {
    const beyond = record.findIndex((value, index) => value !== "" && !heading.record[index])
    if (beyond >= 0) {
      const value = shorten(record[beyond])
      problems.push({ line: info.lines, column: beyond + 1, code: "too_many_cells", value })
      continue
    }
    const cells: Record<string, string> = {}
    for (const [index, value] of record.entries()) {
      const field = fields[index]
      if (field && value !== "") cells[field] = value.replace(/^'(?=[=+\-@＝＋－＠])/, "")
    }
    const typed = { line: info.lines, cells }
    const parsed = schema.safeParse(cells)
    if (parsed.success) rows.push({ ...typed, row: parsed.data })
    for (const { path, message } of parsed.error?.issues ?? []) {
      const field = String(path[0])
      if (cells[field] !== undefined) problems.push(fault(typed, field, message))
      else if (fields.includes(field)) problems.push(fault(typed, field, "required"))
      else missing.add(field)
    }
  }
  return {
    ok: true,
    rows,
    // A column that is not there is said once and not of every line.
    problems: [...[...missing].map((field) => fault({ line: 1, cells: {} }, field, "column")), ...problems],
    unknown,
    fault,
  }
}

const shorten = (value = "") => value.slice(0, 80)

/** Which of three separators the heading has most of. */
function separatorOf(text: string): string {
  const [heading = ""] = text.split(/\r?\n/, 1)
  const count = (separator: string) => heading.split(separator).length
  return [";", ",", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best))
}

const plain = (title: string) => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")

const fieldOf = (title: string, columns: Columns) =>
  Object.keys(columns).find((field) => columns[field]?.some((known) => plain(known) === plain(title)))
