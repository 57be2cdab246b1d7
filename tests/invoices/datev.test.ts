import { parse } from "csv-parse/sync"
import { describe, expect, it } from "vitest"
import { datevFile } from "@/lib/invoices/datev-file"
import { type Document, fiscalYearOf, type Movement, postingsOf } from "@/lib/invoices/rules-datev"
import { spanOf } from "@/lib/invoices/rules-export"
import type { InvoiceContent } from "@/lib/invoices/schema"
import { words } from "@/lib/invoices/words"
import { type Datev, datevInput } from "@/lib/sessions/schema-datev"
import { defaultSettings } from "@/lib/sessions/settings"
import { cases, content, german, owed } from "./cases"

const datev: Datev = {
  ...{ consultant: 29098, client: 55003, chart: "SKR03", accountLength: 4, fiscalMonth: 1 },
  ...{ accounts: { debtor: "10000", rounding: "2709" }, taxKeys: {} },
}
const document = (content: InvoiceContent, fees: string[] = []): Document => ({ content, fees })
const fee = cases["cancellation-fee"]!
const documents = Object.values(cases).map((each) =>
  document(each, each === fee ? fee.lines.map(({ entryId }) => entryId) : []),
)
const movements: Movement[] = [
  {
    ...{ kind: "payment", method: "invoice", cents: 34_510, day: "2026-12-09" },
    ...{ document: "RE-2026-0001", name: "Muster Anlagenbau GmbH" },
  },
  { kind: "payment", method: "card", cents: 34_510, day: "2026-12-10", document: "RE-2026-0001", name: "Şahin KG" },
  { kind: "refund", method: "card", cents: 17_255, day: "2026-12-11", document: "R-ABCD-EFGH", name: "Şahin KG" },
]
const december = { period: "2026-12", span: spanOf("2026-12")! }
type Given = Partial<Parameters<typeof postingsOf>[0]>
const posted = (given: Given) =>
  postingsOf({ documents: [], movements: [], span: december.span, datev, spoken: words("de"), ...given })
const file = (given: Given) =>
  datevFile({
    ...{ ...december, datev, postings: posted(given).postings, fiscalYear: "2026-01-01" },
    madeAt: "2026-12-31T09:05:07.001",
  })
const read = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes)
const rows = (bytes: Uint8Array) => parse(read(bytes), { delimiter: ";", relax_column_count: true })

describe("a batch for DATEV", () => {
  it("says what it said before", async () => {
    await expect(read(file({ documents, movements }))).toMatchFileSnapshot("golden/datev.csv")
  })

  it("keeps the expressions of the format description", () => {
    const [header, columns, ...lines] = read(file({ documents, movements })).split("\r\n").slice(0, -1)
    expect(header).toBe(
      '"EXTF";700;21;"Buchungsstapel";13;20261231090507001;;"RE";"Runde";"";29098;55003;20260101;4;20261201;20261231;' +
        '"Rechnungen 2026-12";"";1;0;0;"EUR";;"";;;"03";;;"";""',
    )
    expect(columns!.split(";")).toHaveLength(125)
    const expressions: Record<number, RegExp> = {
      ...{ 1: /^(?!0{1,10},00)\d{1,10},\d{2}$/, 2: /^"[SH]"$/, 3: /^"[A-Z]{3}"$/, 7: /^(?!0{1,9}$)\d{1,9}$/ },
      ...{
        8: /^(?!0{1,9}$)\d{1,9}$/,
        9: /^"(\d{4})?"$/,
        10: /^\d{4}$/,
        11: /^"[\w$&%*+\-/]{0,36}"$/,
        14: /^".{0,60}"$/,
      },
      ...{ 40: /^".{0,15}"$/, 114: /^[01]$/ },
    }
    for (const line of lines) {
      const fields = line.split(";")
      expect(fields).toHaveLength(125)
      for (const [number, expression] of Object.entries(expressions))
        expect(fields[Number(number) - 1]).toMatch(expression)
    }
  })

  it("comes to what the documents come to", () => {
    const { postings, gaps } = posted({ documents })
    expect(gaps).toEqual([])
    const signed = postings.reduce((total, { cents, side }) => total + (side === "S" ? cents : -cents), 0)
    const owedCents = ({ kind, totals }: InvoiceContent) =>
      (kind === "invoice" ? 1 : -1) * (totals.grossCents + totals.roundingCents)
    expect(signed).toBe(documents.reduce((total, { content }) => total + owedCents(content), 0))
    for (const { content } of documents) {
      const cents = posted({ documents: documents.filter((other) => other.content === content) }).postings
      expect(cents.reduce((total, { cents, side }) => total + (side === "S" ? cents : -cents), 0)).toBe(
        owedCents(content),
      )
    }
  })
})

describe("the revenue account of each VAT case", () => {
  const contra = (given: Document, changed: Partial<Datev> = {}) =>
    posted({ documents: [given], datev: { ...datev, ...changed } }).postings.map(
      ({ side, contra, cents, euVatId }) => `${side} ${contra} ${cents}${euVatId ? ` ${euVatId}` : ""}`,
    )
  const feeLines = fee.lines.map(({ entryId }) => entryId)

  it.each([
    ["standard-rate", "S 8400 34510", "S 4400 34510"],
    ["reverse-charge", "S 8336 29000 ATU12345675", "S 4336 29000 ATU12345675"],
    ["third-country", "S 8338 29000", "S 4338 29000"],
    ["small-business", "S 8195 29000", "S 4185 29000"],
    ["credit-note-reverse-charge", "H 8336 29000 ATU12345675", "H 4336 29000 ATU12345675"],
  ])("%s", (name, skr03, skr04) => {
    expect(contra(document(cases[name]!))).toEqual([skr03])
    expect(contra(document(cases[name]!), { chart: "SKR04" })).toEqual([skr04])
  })

  it("is that of compensation for a fee, also beside what is not taxed for another reason", () => {
    expect(contra(document(fee, feeLines))).toEqual(["S 2742 14500"])
    const both = content({
      billing: { ...german, country: "CH", vatId: null },
      entries: [
        owed({ netCents: 29_000, vatCategory: "O" }),
        owed({ netCents: 14_500, vatCategory: "O", kind: "fee", seatId: "march" }),
      ],
    })
    const [, ofFee] = both.lines
    expect(contra(document(both, [ofFee!.entryId]))).toEqual(["S 8338 29000", "S 2742 14500"])
  })

  it("has a line for each rate, and one for the cents of rounding", () => {
    const roundings = cases["rounding-19-and-7"]!
    const { roundingCents, grossCents } = roundings.totals
    expect(roundingCents).not.toBe(0)
    const [full, reduced, cents] = contra(document(roundings))
    expect([full, reduced]).toEqual(["S 8400 11900", "S 8300 3226"])
    expect(grossCents).toBe(11_900 + 3_226)
    expect(cents).toBe(`${roundingCents > 0 ? "S" : "H"} 2709 ${Math.abs(roundingCents)}`)
  })

  it("is the house's own where it has one, with a tax key, and as long as its others", () => {
    const own: Partial<Datev> = { accounts: { ...datev.accounts, taxed_1900: "8200" }, taxKeys: { taxed_1900: "3" } }
    const [line] = rows(file({ documents: [document(cases["standard-rate"]!)], datev: { ...datev, ...own } })).slice(2)
    expect([line![7], line![8]]).toEqual(["8200", "0003"])
    expect(contra(document(cases["standard-rate"]!), { accountLength: 6 })).toEqual(["S 840000 34510"])
  })
})

describe("what a line says", () => {
  const line = (given: Given) => rows(file(given))[2]!

  it("is in Windows-1252, with quotes doubled and semicolons kept", () => {
    const name = 'Müller & Söhne; "Groß" – 5 €'
    const given = {
      documents: [document(content({ billing: { ...german, companyName: name }, entries: [owed({ netCents: 100 })] }))],
    }
    const bytes = file(given)
    expect(read(bytes)).toContain('"Rechnung Müller & Söhne; ""Groß"" – 5 €"')
    expect([...bytes].filter((byte) => [0xfc, 0xf6, 0xdf, 0x96, 0x80].includes(byte)).length).toBeGreaterThanOrEqual(5)
    expect(line(given)[13]).toBe(`Rechnung ${name}`)
    expect(read(bytes).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/)
  })

  it("is cut to what fits, and has no letter that there is not", () => {
    const companyName = `Ştefan Łódź\n${"Ä".repeat(80)}`
    const given = {
      documents: [document(content({ billing: { ...german, companyName }, entries: [owed({ netCents: 100 })] }))],
    }
    expect(line(given)[13]).toBe(`Rechnung Stefan ?ódz ${"Ä".repeat(39)}`)
  })

  it("takes transfers to the bank, and what Stripe has to the account in between", () => {
    const said = posted({ movements }).postings.map(({ side, account, contra, document }) => [
      side,
      account,
      contra,
      document,
    ])
    expect(said).toEqual([
      ["S", "1200", "10000", "RE-2026-0001"],
      ["S", "1360", "10000", "RE-2026-0001"],
      ["H", "1360", "10000", "R-ABCD-EFGH"],
    ])
  })
})

describe("what is missing", () => {
  it("is said, all of it at once, instead of guessed", () => {
    const sixteen = content({ entries: [owed({ netCents: 100, rateBasisPoints: 1600 })] })
    const { gaps } = posted({
      documents: [document(sixteen), document(sixteen), document(cases["rounding-19-and-7"]!)],
      datev: defaultSettings.datev,
    })
    expect(gaps).toEqual([
      ...[{ gap: "consultant" }, { gap: "client" }, { gap: "chart" }, { gap: "debtor" }],
      ...[{ gap: "rate", rateBasisPoints: 1600 }, { gap: "rounding" }],
    ])
  })

  it("is a fiscal year of its own for each part of a span that reaches into the next", () => {
    const gapsOf = (period: string, fiscalMonth: number) =>
      posted({ span: spanOf(period)!, datev: { ...datev, fiscalMonth } }).gaps
    expect(gapsOf("2026", 1)).toEqual([])
    expect(gapsOf("2026", 7)).toEqual([{ gap: "fiscal_year" }])
    expect(gapsOf("2026-Q3", 7)).toEqual([])
    expect(gapsOf("2026-Q3", 8)).toEqual([{ gap: "fiscal_year" }])
    expect([fiscalYearOf("2026-06-30", 7), fiscalYearOf("2026-07-01", 7)]).toEqual(["2025-07-01", "2026-07-01"])
  })

  it.each([
    [{ accounts: { taxed_1900: "84000" } }, "account_length"],
    [{ accounts: { debtor: "1000" } }, "account_length"],
    [{ accounts: { bank: "0120" } }, "account"],
    [{ taxKeys: { taxed_1900: "3a" } }, "tax_key"],
  ])("is not typed as %j", (wrong, message) => {
    expect(datevInput.safeParse({ ...datev, ...wrong }).error?.issues).toMatchObject([{ message }])
  })
})
