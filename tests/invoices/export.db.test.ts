import { unzipSync } from "fflate"
import { parse } from "csv-parse/sync"
import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { exportInvoices } from "@/lib/invoices/export-invoices"
import { issueCreditNote } from "@/lib/invoices/issue-credit-note"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { recapitulate } from "@/lib/invoices/rules-export"
import { at, done } from "../support/world"
import { cases, content, owed } from "./cases"
import { bill, copies, organizer, pricedBooking, write } from "./ledger"

async function unzipped(span: { from: string; to: string }) {
  const stream = await exportInvoices({ span, locale: "de" }, organizer())
  const files = unzipSync(new Uint8Array(await new Response(stream).arrayBuffer()))
  const table = (name: string) =>
    parse<Record<string, string>>(files[name] ?? new Uint8Array(), { bom: true, delimiter: ";", columns: true })
  return { files, table }
}

describe("the export for the tax adviser", () => {
  it("holds every document of the span with its hash, a journal and the list for the ZM", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await bill(booking, { companyName: "=Formel GmbH" })
    const { documents } = done(await issueInvoice(booking, organizer()))
    done(await issueCreditNote({ invoiceId: documents[0]?.invoiceId as string }, organizer()))
    const [later] = await copies(booking, 1)
    done(await issueInvoice(later as never, organizer(at("2027-01-02T10:00"))))

    const { files, table } = await unzipped({ from: "2026-12-01", to: "2026-12-31" })
    expect(Object.keys(files).sort()).toEqual(
      ["RE-2026-0001", "ST-2026-0001"]
        .flatMap((name) => [`${name}.pdf`, `${name}.xml`])
        .concat("index.csv", "journal.csv", "zm.csv"),
    )
    const index = table("index.csv")
    expect(index.map((row) => [row.Nummer, row.Art, row["Zu Rechnung"], row.Brutto])).toEqual([
      ["RE-2026-0001", "Rechnung", "", "345,1"],
      ["ST-2026-0001", "Stornorechnung", "RE-2026-0001", "345,1"],
    ])
    for (const row of index)
      expect(
        createHash("sha256")
          .update(files[row["PDF-Datei"] as string] as Uint8Array)
          .digest("hex"),
      ).toBe(row["SHA-256 der PDF-Datei"])
    expect(index[0]?.Empfänger, "no formula for a spreadsheet").toBe("'=Formel GmbH")
    const journal = table("journal.csv")
    expect(journal.map((row) => [row.Nummer, row.Steuersatz, row.Netto, row.Umsatzsteuer, row.Brutto])).toEqual([
      ["RE-2026-0001", "19", "290", "55,1", "345,1"],
      ["ST-2026-0001", "19", "-290", "-55,1", "-345,1"],
    ])
    expect(table("zm.csv")).toEqual([])
    expect(await db.activity.count({ where: { kind: "invoices.exported" } })).toBe(1)
  })
})

describe("the list for the Zusammenfassende Meldung", () => {
  const invoice = cases["reverse-charge"] as never
  const storno = (issuedOn: string) =>
    content({
      ...{ corrected: invoice, whole: true, issuedOn, issuedAt: at(`${issuedOn}T09:00`) },
      entries: [owed({ netCents: 29_000, vatCategory: "AE", standsOn: "i" })],
    })
  const first = { from: "2027-01-01", to: "2027-03-31" }
  const second = { from: "2027-04-01", to: "2027-06-30" }

  it("counts a supply on its day, not on that of the invoice", () => {
    expect(recapitulate([invoice], first)).toEqual([{ vatId: "ATU12345675", euros: 290 }])
    expect(recapitulate([invoice], { from: "2026-10-01", to: "2026-12-31" })).toEqual([])
    expect(recapitulate([cases["standard-rate"] as never], first)).toEqual([])
  })

  it("takes back on the day of the Storno, and what never took place not at all", () => {
    expect(recapitulate([invoice, storno("2027-04-02")], second)).toEqual([{ vatId: "ATU12345675", euros: -290 }])
    expect(recapitulate([invoice, storno("2026-12-20")], first)).toEqual([])
  })
})
