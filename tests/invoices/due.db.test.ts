import { afterEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueDueInvoices } from "@/lib/invoices/issue-due-invoices"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { renewInvoices } from "@/lib/invoices/renew-invoices"
import { type InvoiceContent } from "@/lib/invoices/schema"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { before, trigger } from "../support/twin"
import { changeNow } from "../support/change"
import { at, done, monday, by } from "../support/world"
import { bill, organizer, pay, pricedBooking, write } from "./ledger"

const references = async () =>
  (await db.invoice.findMany({ orderBy: [{ issuedAt: "asc" }, { corrects: { number: "asc" } }] })).map(
    ({ reference }) => reference,
  )
afterEach(async () => {
  const broken = await whatIsBroken(ownDatabase().query)
  await renewOwnDatabase()
  expect(broken).toEqual([])
})

describe("what is issued by itself", () => {
  it("waits until the seat can no longer be moved for nothing", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    // On 18 February; free until the end of the day fourteen days before.
    await issueDueInvoices({ now: at("2027-02-04T23:59") })
    expect(await references()).toEqual([])
    await issueDueInvoices({ now: at("2027-02-05T00:00") })
    await issueDueInvoices({ now: at("2027-02-05T00:01") })
    expect(await references()).toEqual(["RE-2027-0001"])
  })

  it("does not wait once it is paid, nor for a fee when the seat is given back", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await pay(booking, 34_510)
    await issueDueInvoices({ now: monday })
    expect(await references()).toEqual(["RE-2026-0001"])
  })

  it("goes on where one of them fails, and is tried again", async () => {
    const { booking, book, jonas, pricedRound } = await pricedBooking()
    const other = await book(jonas, pricedRound)
    for (const each of [booking, other]) await write(each, 29_000)
    const when = `NEW.booking_id = '${booking.bookingId}'`
    await ownDatabase().query(before("INSERT", "invoices", "RAISE EXCEPTION 'no'", { when }))
    await issueDueInvoices({ now: at("2027-02-05T00:00") })
    expect(await references()).toEqual(["RE-2027-0001"])
    await ownDatabase().query(trigger("invoices", "a_twin"))
    await issueDueInvoices({ now: at("2027-02-05T00:01") })
    expect(await references()).toEqual(["RE-2027-0001", "RE-2027-0002"])
  })

  it("waits for a debit that is on its way, so that nobody pays twice", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    const debit = { bookingId: booking.bookingId, method: "sepa_debit", grossCents: 34_510, currency: "EUR" } as const
    await db.payment.create({ data: { ...debit, state: "processing", expiresAt: monday, createdAt: monday } })
    await issueDueInvoices({ now: at("2027-02-05T00:00") })
    expect(await references()).toEqual([])
    expect(await issueInvoice(booking, organizer()), "nor on request").toMatchObject({ reason: "payment_under_way" })
    await db.payment.updateMany({ data: { state: "failed", settledAt: monday } })
    await issueDueInvoices({ now: at("2027-02-05T00:01") })
    expect(await references()).toEqual(["RE-2027-0001"])
  })

  it("corrects at once, and leaves alone what comes to nothing", async () => {
    const { booking } = await pricedBooking()
    const price = await write(booking, 29_000)
    await issueDueInvoices({ now: at("2027-02-05T00:00") })
    await write(booking, -29_000, { reversesId: price })
    await issueDueInvoices({ now: at("2027-02-05T08:00") })
    await issueDueInvoices({ now: at("2027-02-05T08:01") })
    expect(await references()).toEqual(["RE-2027-0001", "ST-2027-0001"])
    const free = await write(booking, 20_000)
    await write(booking, -20_000, { kind: "discount" })
    await issueDueInvoices({ now: at("2027-02-06T08:00") })
    expect(free && (await references())).toHaveLength(2)
  })

  it("tries again what could not be said, and lets the others pass", async () => {
    const { booking } = await pricedBooking()
    const undecided = await write(booking, 29_000, { category: null })
    await issueDueInvoices({ now: at("2027-02-05T00:00") })
    expect(await references()).toEqual([])
    await write(booking, -29_000, { category: null, reversesId: undecided })
    await write(booking, 29_000)
    await issueDueInvoices({ now: at("2027-02-05T00:01") })
    expect(await references()).toEqual(["RE-2027-0001"])
  })
})

describe("renewing", () => {
  const contents = async () =>
    (await db.invoice.findMany({ orderBy: { issuedAt: "asc" } })).map(({ content }) => content as InvoiceContent)

  it("answers another day by a Storno and a new invoice, once", async () => {
    const { booking, pricedRound } = await pricedBooking()
    await write(booking, 29_000)
    done(await issueInvoice(booking, organizer()))
    const later = { kind: "move", localStart: "2027-02-25T16:00", timeZone: "Europe/Berlin" } as const
    await changeNow(pricedRound, later, by("organizer", at("2026-12-08T09:00")))
    await issueDueInvoices({ now: at("2026-12-08T10:00") })
    await issueDueInvoices({ now: at("2026-12-08T10:01") })
    const [first, ...others] = await contents()
    expect(first?.lines[0]?.suppliedOn).toBe("2027-02-18")
    expect(others.map(({ kind, lines }) => [kind, lines[0]?.suppliedOn]).sort()).toEqual([
      // As it was issued.
      ["credit_note", "2027-02-18"],
      ["invoice", "2027-02-25"],
    ])
  })

  it("answers another recipient", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    done(await issueInvoice(booking, organizer()))
    expect(await renewInvoices(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
    await bill(booking, { companyName: "Neue Firma AG" })
    expect(done(await renewInvoices(booking, organizer())).documents.map(({ reference }) => reference)).toEqual([
      ...["ST-2026-0001", "RE-2026-0002"],
    ])
    expect(await renewInvoices(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
  })
})
