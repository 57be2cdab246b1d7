import { parse } from "csv-parse/sync"
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { exportDatev, listDatevGaps } from "@/lib/invoices/export-datev"
import { issueCreditNote } from "@/lib/invoices/issue-credit-note"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { saveSettings } from "@/lib/sessions/settings"
import { renewOwnDatabase } from "../support/database"
import { at, done, monday } from "../support/world"
import { bill, copies, organizer, pay, pricedBooking, write } from "./ledger"

beforeEach(() => renewOwnDatabase())

const datev = {
  ...{ consultant: 29098, client: 55003, chart: "SKR04" as const, accountLength: 4, fiscalMonth: 1 },
  ...{ accounts: { debtor: "10000" }, taxKeys: {} },
}
const asked = { period: "2026-12", locale: "de" as const }

async function exported() {
  const { file } = done(await exportDatev(asked, organizer(at("2026-12-31T18:00"))))
  const [header, , ...rows] = parse(new TextDecoder("windows-1252").decode(file), {
    ...{ delimiter: ";", relax_column_count: true },
  })
  return { header, rows: rows.map((row) => [0, 1, 6, 7, 9, 10, 13].map((index) => row[index]).join(" | ")) }
}

describe("the export for DATEV", () => {
  it("has every document and every payment of the month, and says so in the log", async () => {
    const { booking } = await pricedBooking()
    await saveSettings({ datev }, organizer())
    await write(booking, 29_000)
    const { documents } = done(await issueInvoice(booking, organizer()))
    await pay(booking, 34_510)
    const fee = { kind: "fee", category: "O" } as const
    const [late, next] = await copies(booking, 2)
    await bill(late!, { companyName: "Vorlage Logistik GmbH" })
    await write(late!, 14_500, { ...fee, seatId: null })
    done(await issueInvoice(late!, organizer(at("2026-12-20T10:00"))))
    done(await issueCreditNote({ invoiceId: documents[0]!.invoiceId }, organizer(at("2026-12-21T10:00"))))
    done(await issueInvoice(next!, organizer(at("2027-01-02T10:00"))))

    const { header, rows } = await exported()
    expect(header?.slice(5, 6)).toEqual(["20261231180000000"])
    expect(rows).toEqual([
      "345,10 | S | 10000 | 4400 | 0712 | RE-2026-0001 | Rechnung Muster Anlagenbau GmbH",
      ...["345,10 | S | 10000 | 4400 | 2012 | RE-2026-0002 | Rechnung Vorlage Logistik GmbH"],
      ...["145,00 | S | 10000 | 4970 | 2012 | RE-2026-0003 | Rechnung Vorlage Logistik GmbH"],
      "345,10 | H | 10000 | 4400 | 2112 | ST-2026-0001 | Stornorechnung Muster Anlagenbau GmbH",
      "345,10 | S | 1460 | 10000 | 0712 | RE-2026-0001 | Zahlung Muster Anlagenbau GmbH",
    ])
    const { detail } = await db.activity.findFirstOrThrow({ where: { kind: "invoices.exported" } })
    expect(detail).toEqual({ from: "2026-12-01", to: "2026-12-31", as: "datev", postings: 5 })
  })

  it("takes a transfer on the day of the bank, and by the booking where it has no invoice", async () => {
    const { booking } = await pricedBooking()
    await saveSettings({ datev }, organizer())
    await pay(booking, 100)
    await db.payment.updateMany({ data: { method: "invoice", receivedOn: new Date("2026-12-03") } })
    expect((await exported()).rows).toEqual([
      `1,00 | S | 1800 | 10000 | 0312 | ${booking.reference} | Zahlung Muster Anlagenbau GmbH`,
    ])
    await db.payment.updateMany({ data: { receivedOn: new Date("2026-11-30") } })
    expect((await exported()).rows).toEqual([])
  })

  it("is refused as long as an account is missing, and nothing is logged", async () => {
    await pricedBooking()
    expect(await exportDatev(asked, organizer())).toEqual({ ok: false, reason: "datev_incomplete" })
    expect(await listDatevGaps(asked)).toHaveLength(4)
    expect(await exportDatev({ ...asked, period: "soon" }, organizer())).toEqual({ ok: false, reason: "not_found" })
    expect(await listDatevGaps({ ...asked, period: "soon" })).toBeNull()
    expect(await db.activity.count({ where: { kind: "invoices.exported", at: { gte: monday } } })).toBe(0)
  })
})
