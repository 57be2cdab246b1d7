import { afterEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueCreditNote } from "@/lib/invoices/issue-credit-note"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { listDocumentMonths, listDocuments, readFiles } from "@/lib/invoices/queries-desk"
import { listInvoices } from "@/lib/invoices/queries"
import { listWaiting } from "@/lib/invoices/queries-waiting"
import { dueFrom } from "@/lib/invoices/rules-due"
import { periodsOf, spanOf } from "@/lib/invoices/rules-export"
import { recapitulativeTable } from "@/lib/invoices/export-invoices"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { renewOwnDatabase } from "../support/database"
import { countQueries } from "../support/query-count"
import { at, done, monday } from "../support/world"
import { seller } from "./cases"
import { bill, copies, organizer, pay, pricedBooking, write } from "./ledger"

afterEach(renewOwnDatabase)

const january = at("2027-01-04T10:00")

/** Three bookings: paid, open and, after its Storno, with another one that is due. */
async function issued() {
  const { booking } = await pricedBooking()
  await write(booking, 29_000)
  await pay(booking, 34_510)
  const paid = done(await issueInvoice(booking, organizer())).documents[0]!
  const [open, wrong] = (await copies(booking, 2)) as [{ bookingId: string }, { bookingId: string }]
  await bill(open, { companyName: "100 % Vorlage AG", poNumber: "PO_77" })
  done(await issueInvoice(open, organizer(january)))
  const first = done(await issueInvoice(wrong, organizer())).documents[0]!
  done(await issueCreditNote({ invoiceId: first.invoiceId }, organizer(january)))
  return { booking, paid, open, wrong }
}

describe("the documents of all bookings", () => {
  it("are listed newest first, each with how it stands", async () => {
    const { booking, wrong } = await issued()
    const shown = async (now: Date) =>
      (await listDocuments({}, { now })).documents.map(({ number, state }) => `${number} ${state}`).sort()
    expect(await shown(january)).toEqual([
      "RE-2026-0001 paid",
      "RE-2026-0002 credited",
      "RE-2027-0001 issued",
      "ST-2027-0001 issued",
    ])
    expect(await shown(at("2027-02-16T10:00"))).toContain("RE-2027-0001 overdue")
    // As whoever holds the booking is told.
    for (const { bookingId } of [booking, wrong])
      for (const { number, state } of await listInvoices(bookingId, january))
        expect(await shown(january)).toContain(`${number} ${state}`)
    const { documents } = await listDocuments({}, { now: january })
    expect(documents[0]!.issuedAt >= documents.at(-1)!.issuedAt).toBe(true)
    expect(documents.find(({ number }) => number === "RE-2026-0001")).toMatchObject({
      ...{ netCents: 29_000, vatCents: 5_510, grossCents: 34_510, company: "Muster Anlagenbau GmbH" },
      bookingReference: booking.reference,
    })
  })

  it.each([
    [{ q: "re-2027" }, ["RE-2027-0001"]],
    [{ q: "vorlage" }, ["RE-2027-0001"]],
    [{ q: "0 %" }, ["RE-2027-0001"]],
    [{ q: "PO_7" }, ["RE-2027-0001"]],
    [{ q: "there is none" }, []],
    [{ month: "2027-01" }, ["RE-2027-0001", "ST-2027-0001"]],
    [{ month: "2027-01", kind: "credit_note" as const }, ["ST-2027-0001"]],
    [{ state: "paid" as const }, ["RE-2026-0001"]],
    [{ state: "credited" as const }, ["RE-2026-0002"]],
  ])("are found by %j", async (filter, numbers) => {
    await issued()
    const { documents } = await listDocuments(filter, { now: january })
    expect(documents.map(({ number }) => number).sort()).toEqual(numbers)
  })

  it("come page by page, each once, with the same queries however many there are", async () => {
    const { booking } = await issued()
    const few = await countQueries(() => listDocuments({}, { now: january }))
    for (const copy of await copies(booking, 9)) done(await issueInvoice(copy, organizer()))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listDocuments({ cursor }, { limit: 4, now: january })
      seen.push(...page.documents.map(({ number }) => number))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(13)
    expect(seen).toHaveLength(13)
    expect(await countQueries(() => listDocuments({}, { now: january }))).toBe(few)
    expect(await listDocumentMonths()).toEqual(["2027-01", "2026-12"])
  })

  it("have their files, made where they are not there yet", async () => {
    const { paid } = await issued()
    const files = await readFiles(paid.invoiceId)
    expect(Buffer.from(files!.pdf).subarray(0, 5).toString()).toBe("%PDF-")
    expect(Buffer.from(files!.xml).toString()).toContain("RE-2026-0001")
    expect(await readFiles(paid.invoiceId)).toEqual(files)
    expect(await readFiles("00000000-0000-4000-8000-000000000000")).toBeNull()
    expect(await readFiles("no id")).toBeNull()
  })
})

describe("what waits to be issued", () => {
  it("says from when it is due, what it comes to and what stops it", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    const [undecided] = (await copies(booking, 1)) as [{ bookingId: string }]
    await db.booking.update({ where: { id: undecided.bookingId }, data: { vatUndecided: "vat_id_missing" } })
    const waiting = await listWaiting()
    expect(waiting.map(({ grossCents, undecided, billed }) => [grossCents, undecided, billed])).toEqual(
      expect.arrayContaining([
        [34_510, null, true],
        [34_510, "vat_id_missing", true],
      ]),
    )
    // On 18 February; free until the end of the day fourteen days before.
    const [one] = waiting.filter(({ reference }) => reference === booking.reference)
    expect(dueFrom(one!)).toEqual(at("2027-02-05T00:00"))
    done(await issueInvoice(booking, organizer()))
    expect((await listWaiting()).map(({ reference }) => reference)).not.toContain(booking.reference)
    await pay(undecided, 100)
    expect(dueFrom((await listWaiting())[0]!), "at once when something is paid").toBeNull()
  })
})

describe("a period", () => {
  it.each([
    ["2027-02", "2027-02-01", "2027-02-28"],
    ["2026-12", "2026-12-01", "2026-12-31"],
    ["2026-Q4", "2026-10-01", "2026-12-31"],
    ["2027-Q1", "2027-01-01", "2027-03-31"],
    ["2028", "2028-01-01", "2028-12-31"],
  ])("%s is from %s to %s", (period, from, to) => {
    expect(spanOf(period)).toEqual({ from, to })
  })

  it.each(["2026-13", "2026-Q5", "26", "1999", "2026-1", "", "2026-12-01"])("is not %j", (text) => {
    expect(spanOf(text)).toBeNull()
  })

  it("is offered where something was issued", () => {
    const months = ["2027-01", "2026-12", "2026-10"]
    expect(periodsOf(months, "quarter")).toEqual(["2027-Q1", "2026-Q4"])
    expect(periodsOf(months, "year")).toEqual(["2027", "2026"])
  })
})

describe("the table for the Zusammenfassende Meldung", () => {
  it("says what businesses elsewhere in the EU were charged, and of small businesses nothing", async () => {
    const { booking } = await pricedBooking()
    await bill(booking, { country: "AT", vatId: "ATU12345675" })
    await write(booking, 29_000, { category: "AE" })
    done(await issueInvoice(booking, organizer(monday)))
    const table = async () => (await recapitulativeTable(spanOf("2027-Q1")!, "de")).trim().split("\r\n")
    expect((await table())[1]).toBe("ATU12345675;290;S")
    const invoicing = { ...seller.invoicing, smallBusiness: true }
    await saveSettings({ ...defaultSettings, invoicing }, organizer())
    expect(await table()).toHaveLength(1)
  })
})
