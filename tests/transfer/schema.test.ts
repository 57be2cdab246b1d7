import { describe, expect, it } from "vitest"
import german from "@/messages/de/desk.json"
import english from "@/messages/en/desk.json"
import germanTransfer from "@/messages/de/transfer.json"
import englishTransfer from "@/messages/en/transfer.json"
import { readCsv } from "@/lib/transfer/read-csv"
import { overlapsWithin } from "@/lib/transfer/rules-sessions"
import { languageWords } from "@/lib/transfer/schema-cells"
import { peopleColumns, personRow } from "@/lib/transfer/schema-people"
import { sessionColumns, sessionRow, stateWords } from "@/lib/transfer/schema-sessions"
import { at } from "../support/world"

const read = (cells: object) => sessionRow.safeParse({ format: "Runde", day: "2027-01-14", time: "10:00", ...cells })

describe("a list", () => {
  it.each([
    ["people", peopleColumns],
    ["sessions", sessionColumns],
  ])("of %s knows each heading as one column", (_, columns: Record<string, readonly string[]>) => {
    const plain = (title: string) => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
    const known = Object.values(columns).flatMap((titles) => [...new Set(titles.map(plain))])
    expect(new Set(known).size).toBe(known.length)
  })

  it.each([";", ",", "\t"])("is read with %j between its cells", (separator) => {
    const lines = [
      ["START TIME", "format", "Datum", "x"],
      ["10:00", "Runde", "14.01.2027", ""],
    ]
    const text = `\uFEFF${lines.map((cells) => cells.join(separator)).join("\r\n")}\r\n`
    expect(readCsv(text, sessionColumns, sessionRow, 10)).toMatchObject({
      rows: [{ line: 2, row: { format: "Runde", day: "2027-01-14", time: "10:00", state: "draft" } }],
      problems: [],
      unknown: ["x"],
    })
  })

  const readLines = (...lines: string[]) => readCsv(lines.join("\n"), peopleColumns, personRow, 10)
  const good = "Anna,Weber,Weber AG,anna@weber.example"

  it("refuses a row of which something would be lost, and leaves the others", () => {
    const heading = "Vorname,Nachname,Firma,E-Mail"
    const unquoted = "Max,Sohn,Müller, Sohn & Co,max@mueller.example"
    expect(readLines(heading, unquoted, good, `${good},,`)).toMatchObject({
      rows: [{ line: 3 }, { line: 4 }],
      problems: [{ line: 2, column: 5, code: "too_many_cells", value: "max@mueller.example" }],
    })
    expect(readLines(heading, unquoted.replace("Müller, Sohn & Co", '"Müller, Sohn & Co"'))).toMatchObject({
      rows: [{ row: { company: "Müller, Sohn & Co", email: "max@mueller.example" } }],
      problems: [],
    })
    // A column without a heading heads nothing.
    expect(readLines(`${heading},,Notiz`, `${good},x,y`, `${good},,y`)).toMatchObject({
      rows: [{ line: 3 }],
      problems: [{ line: 2, column: 5, code: "too_many_cells", value: "x" }],
      unknown: ["Notiz"],
    })
  })

  it("refuses two columns for one thing before any row", () => {
    const lines = ["Vorname;Nachname;Name;Firma;E-Mail", "Anna;Weber;Anna Weber;Weber AG;anna@weber.example"]
    expect(readLines(...lines)).toMatchObject({
      rows: [],
      problems: [{ line: 1, column: "Name", code: "column_twice", value: "Nachname" }],
    })
  })

  it.each(["too_many_cells", "column_twice"] as const)("has words for %s in both languages", (code) => {
    expect(germanTransfer.problems.codes[code]).not.toBe(englishTransfer.problems.codes[code])
  })

  it("says states and languages as the desk does", () => {
    const words = (words: Record<string, readonly string[]>, index: 0 | 1) =>
      Object.fromEntries(Object.entries(words).map(([value, names]) => [value, names[index]]))
    expect([words(stateWords, 0), words(stateWords, 1)]).toEqual([german.session.status, english.session.status])
    expect([words(languageWords, 0), words(languageWords, 1)]).toEqual([german.languages, english.languages])
  })
})

describe("a row of a list of sessions", () => {
  it.each(["2027-01-14", "14.01.2027", "14.1.27", "14. 1. 2027", "Do., 14.01.2027", "Donnerstag, 14.01.2027"])(
    "reads the day %s",
    (day) => expect(read({ day }).data?.day).toBe("2027-01-14"),
  )
  it.each(["14/01/2027", "01-14-2027", "2027-1-14", "30.02.2027", "14.01.", "14.01.027", "bald"])("not %s", (day) =>
    expect(read({ day }).error?.issues).toMatchObject([{ path: ["day"], message: "day" }]),
  )
  it.each([
    ["9:30", "09:30"],
    ["09.30 Uhr", "09:30"],
    ["10 Uhr", "10:00"],
    ["10", "10:00"],
    ["14:00:00", "14:00"],
  ])("reads the time %s", (time, expected) => expect(read({ time }).data?.time).toBe(expected))
  it.each(["24:00", "9:60", "9:3", "10:00:30", "10am", "mittags"])("not %s", (time) =>
    expect(read({ time }).error?.issues).toMatchObject([{ path: ["time"], message: "time" }]),
  )
  it.each(["0", "501", "8,5", "-1", "acht", "1e9"])("takes no %s seats", (capacity) =>
    expect(read({ capacity }).error?.issues).toMatchObject([{ path: ["capacity"], message: "number" }]),
  )
})

it("of dates that overlap the later one names the earlier", () => {
  const row = (line: number, from: string, until: string) => ({
    line,
    startsAt: at(`2027-01-14T${from}`),
    endsAt: at(`2027-01-14T${until}`),
  })
  const rows = [row(2, "10:00", "14:00"), row(3, "11:00", "12:00"), row(4, "13:00", "13:30"), row(5, "14:00", "15:00")]
  expect([...overlapsWithin(rows.toReversed())]).toEqual([
    [3, 2],
    [4, 2],
  ])
})
