import { beforeEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { issueDueInvoices } from "@/lib/invoices/issue-due-invoices"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { listInvoices } from "@/lib/invoices/queries"
import { listWaiting } from "@/lib/invoices/queries-waiting"
import { findAccount } from "@/lib/payments/queries"
import { recordVatCheck } from "@/lib/payments/record-vat-check"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { settleUndecided } from "@/lib/payments/settle-undecided"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { seller } from "../invoices/cases"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { at, billed, by, done, monday, people, world } from "../support/world"
import { ledgerOf } from "./paying"

const organizer = by("organizer", monday)
const billing = { ...billed, company: "Muster Anlagenbau GmbH", emails: ["rechnung@muster-anlagenbau.example"] }
const change = async ({ bookingId }: { bookingId: string }, fields: object, now = monday) =>
  done(await saveBillingProfile({ bookingId, billing: { ...billing, ...fields } }, by("organizer", now)))
const register = (bookingId: string, vatCheck: "valid" | "invalid") =>
  db.billingProfile.update({ where: { bookingId }, data: { vatCheck } })
const undecidedOf = async ({ bookingId: id }: { bookingId: string }) =>
  (await db.booking.findUniqueOrThrow({ where: { id } })).vatUndecided
const documentsOf = async ({ bookingId }: { bookingId: string }) =>
  (await listInvoices(bookingId, monday)).map(
    ({ kind, grossCents, state }) => `${kind === "invoice" ? "" : "-"}${grossCents} ${state}`,
  )

async function house(invoicing: Partial<typeof seller.invoicing> = {}) {
  await saveSettings({ ...defaultSettings, ...seller, invoicing: { ...seller.invoicing, ...invoicing } }, organizer)
  return world()
}
beforeEach(() => renewOwnDatabase())

describe("a row that nobody has confirmed", () => {
  it("is not guessed: no line, no invoice, nothing to pay, and a note at the booking, until it is confirmed", async () => {
    const { book, pricedRound } = await house({ confirmedVatRows: ["standard.fee.anywhere"] })
    const booking = await book(people.petra, pricedRound)
    await drainJobs()
    expect(await ledgerOf(booking)).toEqual([])
    expect(await undecidedOf(booking)).toBe("unconfirmed")
    expect(await findAccount(booking.bookingId, monday)).toMatchObject({
      ...{ undecided: { why: "unconfirmed", netCents: 29_000 }, payable: false },
    })
    expect(await issueInvoice(booking, organizer)).toMatchObject({ ok: false, reason: "nothing_to_invoice" })
    await saveSettings({ invoicing: seller.invoicing }, organizer)
    await settleUndecided({ now: monday })
    expect(await ledgerOf(booking)).toEqual(["price 34510"])
    expect(await undecidedOf(booking)).toBeNull()
  })

  it("is of no matter once the seat is given back for nothing", async () => {
    const { book, pricedRound } = await house({ confirmedVatRows: [] })
    const booking = await book(people.petra, pricedRound)
    await drainJobs()
    done(await releaseSeat(booking, by("participant", at("2027-01-20T09:00"))))
    await drainJobs()
    expect([await undecidedOf(booking), await ledgerOf(booking)]).toEqual([null, []])
  })

  it("is of no matter where a voucher pays it all", async () => {
    const { book, pricedRound } = await house({ confirmedVatRows: [] })
    await db.voucher.create({ data: { code: "GAST", kind: "seat", createdAt: monday } })
    const booking = await book(people.petra, pricedRound, { voucher: "GAST" })
    await drainJobs()
    expect(await undecidedOf(booking)).toBeNull()
  })
})

describe("a business elsewhere in the EU", () => {
  it("owes nothing known while its VAT id is not answered for, and reverse charge then", async () => {
    const { book, pricedRound } = await house()
    const vienna = { ...billed, country: "AT", vatId: "ATU12345675" }
    const booking = await book(people.petra, pricedRound, { billing: vienna })
    await drainJobs()
    expect([await undecidedOf(booking), await ledgerOf(booking)]).toEqual(["vat_id_pending", []])
    expect(await listWaiting()).toMatchObject([{ undecided: "vat_id_pending", vatId: "ATU12345675", grossCents: 0 }])
    await register(booking.bookingId, "valid")
    await settleUndecided({ now: monday })
    expect(await ledgerOf(booking)).toEqual(["price 29000"])
  })

  it("is answered for by hand where the register cannot be asked by machine, and never for another VAT id", async () => {
    const { book, pricedRound } = await house()
    const vienna = { ...billed, country: "AT", vatId: "ATU12345675" }
    const booking = await book(people.petra, pricedRound, { billing: vienna })
    await drainJobs()
    const { bookingId } = booking
    const other = { bookingId, vatId: "ATU00000000", valid: true }
    expect(await recordVatCheck(other, organizer)).toMatchObject({ ok: false, reason: "vat_id_changed" })
    done(await recordVatCheck({ bookingId, vatId: "ATU12345675", valid: false }, organizer))
    expect([await undecidedOf(booking), await ledgerOf(booking)]).toEqual(["vat_id_invalid", []])
    done(await recordVatCheck({ bookingId, vatId: "ATU12345675", valid: true }, organizer))
    expect([await undecidedOf(booking), await ledgerOf(booking)]).toEqual([null, ["price 29000"]])
  })
})

describe("somebody else is billed", () => {
  it("elsewhere in Germany: the invoice is answered by another one over the same line", async () => {
    const { book, pricedRound } = await house()
    const booking = await book(people.petra, pricedRound)
    await drainJobs()
    done(await issueInvoice(booking, organizer))
    await change(booking, { street: "Neue Straße 7", poNumber: "4711" }, at("2026-12-07T09:05"))
    await issueDueInvoices({ now: at("2026-12-07T09:06") })
    await issueDueInvoices({ now: at("2026-12-07T09:07") })
    expect(await documentsOf(booking)).toEqual(["34510 credited", "-34510 issued", "34510 issued"])
    expect(await ledgerOf(booking)).toEqual(["price 34510"])
  })

  it("in Switzerland: the line is taken back and written without German VAT, and so are the documents", async () => {
    const { book, pricedRound } = await house()
    const booking = await book(people.petra, pricedRound)
    await drainJobs()
    done(await issueInvoice(booking, organizer))
    await change(booking, { country: "CH", postalCode: "8001", city: "Zürich" }, at("2026-12-07T09:05"))
    await issueDueInvoices({ now: at("2027-02-05T00:01") })
    expect(await ledgerOf(booking)).toEqual(["price 34510", "price back -34510", "price 29000"])
    expect(await documentsOf(booking)).toEqual(["34510 credited", "-34510 issued", "29000 issued"])
    // Given back by what stands now.
    done(await releaseSeat(booking, by("participant", at("2027-02-10T09:00"))))
    await drainJobs()
    expect((await ledgerOf(booking)).slice(3)).toEqual(["price back -29000", "fee 14500"])
    const { openCents } = (await findAccount(booking.bookingId, at("2027-02-10T09:01")))!
    expect(openCents).toBe(14_500)
  })

  it("whose VAT id nobody has answered for yet: nothing changes and no document goes out until then", async () => {
    const { book, pricedRound } = await house()
    const booking = await book(people.petra, pricedRound)
    await drainJobs()
    done(await issueInvoice(booking, organizer))
    await change(booking, { country: "AT", vatId: "ATU12345675" }, at("2026-12-07T09:05"))
    await issueDueInvoices({ now: at("2026-12-07T09:06") })
    expect([await documentsOf(booking), await ledgerOf(booking)]).toEqual([["34510 issued"], ["price 34510"]])
  })
})
