import { createHash } from "node:crypto"
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFRawStream,
  PDFString,
  decodePDFRawStream,
} from "@cantoo/pdf-lib"
import { describe, expect, it } from "vitest"
import { filesOf } from "@/lib/invoices/make-document"
import { invoiceContent, type InvoiceContent } from "@/lib/invoices/schema"
import { cases, content, german, owed } from "./cases"
import { brokenRules, ruleNames } from "./en16931"
import { centsOf, readInvoice } from "./read-cii"

const made = new Map<string, { pdf: Uint8Array; xml: string }>()
async function filesFor(name: string) {
  const found = made.get(name)
  if (found) return found
  const { pdf, xml } = await filesOf(cases[name] as InvoiceContent)
  const files = { pdf, xml: new TextDecoder().decode(xml) }
  made.set(name, files)
  return files
}
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

/** Takes the embedded file out again, with a reader of PDF that has nothing to do with whoever wrote it. */
async function embeddedIn(pdf: Uint8Array) {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const names = document.catalog.lookup(PDFName.of("Names"), PDFDict).lookup(PDFName.of("EmbeddedFiles"), PDFDict)
  const [name, file] = (() => {
    const list = names.lookup(PDFName.of("Names"), PDFArray)
    return [list.lookup(0), list.lookup(1, PDFDict)] as const
  })()
  const stream = file.lookup(PDFName.of("EF"), PDFDict).lookup(PDFName.of("F")) as PDFRawStream
  const attached = document.catalog.lookup(PDFName.of("AF"), PDFArray)
  return {
    name: name instanceof PDFString || name instanceof PDFHexString ? name.decodeText() : "",
    relationship: String(file.get(PDFName.of("AFRelationship"))),
    attached: attached.size(),
    xml: new TextDecoder().decode(decodePDFRawStream(stream).decode()),
  }
}

describe.each(Object.keys(cases))("%s", (name) => {
  it("says what it said before", async () => {
    await expect((await filesFor(name)).xml).toMatchFileSnapshot(`golden/${name}.xml`)
  })

  it("keeps the rules of EN 16931", async () => {
    expect(brokenRules((await filesFor(name)).xml)).toEqual([])
  })

  it("is the same in the file inside the page", async () => {
    const { pdf, xml } = await filesFor(name)
    const xrechnung = cases[name]?.profile === "xrechnung"
    expect(await embeddedIn(pdf)).toEqual({
      ...{ name: xrechnung ? "xrechnung.xml" : "factur-x.xml", relationship: "/Alternative", attached: 1, xml },
    })
  })

  it("is the same bytes at any time, made of what was kept", async () => {
    const first = await filesFor(name)
    const kept = invoiceContent.parse(JSON.parse(JSON.stringify(cases[name])))
    const again = await filesOf(kept)
    expect(sha256(again.pdf)).toBe(sha256(first.pdf))
    expect(new TextDecoder().decode(again.xml)).toBe(first.xml)
  })

  it("asks for what the ledger says, to the cent", async () => {
    const { totals } = cases[name] as InvoiceContent
    const read = readInvoice((await filesFor(name)).xml)
    expect(centsOf(read.totals.one("DuePayableAmount"))).toBe(totals.payableCents)
    expect(totals.payableCents).toBe(totals.grossCents - totals.paidCents + totals.roundingCents)
  })
})

describe("rounding", () => {
  it("rounds the VAT of a rate once, and asks for what the lines come to", () => {
    const { vat, totals } = cases["rounding-19-and-7"] as InvoiceContent
    expect(vat.map(({ rateBasisPoints, netCents, vatCents }) => [rateBasisPoints, netCents, vatCents])).toEqual([
      [1900, 10_000, 1_900],
      [700, 3_015, 211],
    ])
    // Of the lines for themselves: 6.33 three times, 0.70 three times.
    expect(totals).toMatchObject({ grossCents: 15_126, roundingCents: -2, payableCents: 15_124 })
  })

  it("takes a voucher off before VAT", () => {
    const { totals, allowances } = cases["voucher-percent"] as InvoiceContent
    expect(allowances).toMatchObject([{ netCents: 2_900, category: "S" }])
    expect(totals).toMatchObject({ netCents: 26_100, vatCents: 4_959, grossCents: 31_059, roundingCents: 0 })
  })

  it("never asks for anything but what the ledger says, whatever the amounts", () => {
    for (let net = 1; net < 4_000; net += 37)
      for (const share of [0.07, 0.33, 0.5]) {
        const entries = [
          owed({ netCents: net }),
          owed({ netCents: -Math.floor(net * share), kind: "discount" as const }),
        ]
        const { totals } = content({ entries })
        const ledger = entries.reduce((cents, entry) => cents + entry.netCents + entry.vatCents, 0)
        expect(totals.payableCents).toBe(ledger)
        expect(Math.abs(totals.roundingCents)).toBeLessThanOrEqual(1)
      }
  })
})

describe("what it says", () => {
  const notes = (name: string) => (cases[name] as InvoiceContent).notes.join(" ")

  it("says that it comes before the session, and only then", () => {
    expect(notes("standard-rate")).toContain("wird vor der Leistung gestellt")
    expect(notes("after-the-session")).toBe("")
  })

  it("says why there is no VAT", () => {
    expect(notes("small-business")).toContain("§ 19 UStG")
    expect(notes("reverse-charge")).toContain("Reverse charge")
    expect(notes("third-country")).toContain("§ 3a Abs. 2 UStG")
    expect(notes("cancellation-fee")).toContain("Entschädigung")
  })

  it.each(Object.keys(cases).filter((name) => name.startsWith("credit")))(
    "%s names the invoice it corrects",
    async (name) => {
      const { settlement } = readInvoice((await filesFor(name)).xml)
      const referenced = settlement.one("InvoiceReferencedDocument")
      expect(referenced?.one("IssuerAssignedID")?.text).toBe("RE-2026-0001")
      expect(referenced?.one("FormattedIssueDateTime/DateTimeString")?.text).toBe("20261207")
    },
  )

  it("goes to whom the invoice went, also when the booking has another address by now", () => {
    const corrected = cases["standard-rate"] as InvoiceContent
    const moved = { ...german, companyName: "Neue Firma AG" }
    const credit = content({
      corrected,
      whole: true,
      billing: moved,
      entries: [owed({ netCents: 29_000, standsOn: "i" })],
    })
    expect(credit.buyer).toEqual(corrected.buyer)
  })

  it("prints names in the letters of Europe", async () => {
    const billing = { ...german, companyName: "Ζωή Ψωμί ΑΕ", street: "ул. Витоша 1", city: "Łódź 東京" }
    const { pdf } = await filesOf(content({ billing, entries: [owed({ netCents: 29_000 })] }))
    expect(pdf.length).toBeGreaterThan(20_000)
  })
})

/** The reader sees what is wrong: each change of a right document breaks the rules named beside it. */
describe("the reader", () => {
  const broken: [name: string, from: string | RegExp, to: string, rules: string[]][] = [
    ["standard-rate", "<ram:ID>RE-2026-0001</ram:ID>", "", ["BR-2"]],
    ["standard-rate", /<ram:TypeCode>380<\/ram:TypeCode>/, "<ram:TypeCode>999</ram:TypeCode>", ["BR-CL-1"]],
    ["standard-rate", "<ram:CountryID>DE</ram:CountryID>", "", ["BR-9"]],
    ["standard-rate", /<ram:LineID>1<\/ram:LineID>/, "", ["BR-21"]],
    ["standard-rate", "<ram:IBANID>DE02120300000000202051</ram:IBANID>", "", ["BR-50"]],
    ["standard-rate", "<ram:CalculatedAmount>55.10<", "<ram:CalculatedAmount>55.11<", ["BR-CO-14", "BR-CO-17"]],
    ["standard-rate", "<ram:GrandTotalAmount>345.10<", "<ram:GrandTotalAmount>345.1<", []],
    [
      "standard-rate",
      "<ram:GrandTotalAmount>345.10<",
      "<ram:GrandTotalAmount>345.105<",
      ["BR-14", "BR-DEC", "BR-CO-15", "BR-CO-16"],
    ],
    ["standard-rate", "<ram:DuePayableAmount>345.10<", "<ram:DuePayableAmount>345.00<", ["BR-CO-16"]],
    ["standard-rate", "<ram:BasisAmount>290.00<", "<ram:BasisAmount>289.00<", ["BR-CO-17", "BR-S-8"]],
    [
      "voucher-percent",
      "<ram:AllowanceTotalAmount>29.00<",
      "<ram:AllowanceTotalAmount>28.00<",
      ["BR-CO-11", "BR-CO-13"],
    ],
    [
      "voucher-percent",
      /<ram:ReasonCode>95<\/ram:ReasonCode>\s*<ram:Reason>Gutschein<\/ram:Reason>/,
      "",
      ["BR-33", "BR-CO-21"],
    ],
    ["reverse-charge", /<ram:ID schemeID="VA">AT.*?<\/ram:ID>/, "", ["BR-AE-2"]],
    [
      "reverse-charge",
      /<ram:ExemptionReason.*?<\/ram:ExemptionReason>|<ram:ExemptionReasonCode>.*?<\/ram:ExemptionReasonCode>/g,
      "",
      ["BR-AE-10"],
    ],
    ["small-business", /<ram:ID schemeID="FC">.*?<\/ram:ID>/, "", ["BR-E-2"]],
    ["small-business", "<ram:RateApplicablePercent>0<", "<ram:RateApplicablePercent>19<", ["BR-E-5"]],
    ["third-country", /<ram:ID schemeID="FC">/, '<ram:ID schemeID="VA">', ["BR-CO-9", "BR-O-2"]],
    ["xrechnung", /<ram:BuyerReference>.*?<\/ram:BuyerReference>/, "", ["BR-DE-15"]],
    ["xrechnung", /<ram:CompleteNumber>.*?<\/ram:CompleteNumber>/, "", ["BR-DE-6"]],
  ]

  it.each(broken)("%s without %s", async (name, from, to, rules) => {
    const { xml } = await filesFor(name)
    const changed = xml.replace(from, to)
    expect(changed, "something was changed").not.toBe(xml)
    expect(brokenRules(changed).sort()).toEqual([...rules].sort())
  })

  it("refuses what is not well-formed, and knows its rules by number", () => {
    expect(() => brokenRules("<a><b></a>")).toThrow()
    expect(ruleNames.length).toBeGreaterThan(85)
    expect(ruleNames.every((name) => /^(CII|BR-(CO-|S-|AE-|E-|O-|DE-|CL-|)(\d+|DEC))$/.test(name))).toBe(true)
  })
})
