import { afterEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueCreditNote } from "@/lib/invoices/issue-credit-note"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { listInvoices } from "@/lib/invoices/queries"
import { invoiceContent } from "@/lib/invoices/schema"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { at, done, logOf } from "../support/world"
import { bill, copies, organizer, pay, pricedBooking, write } from "./ledger"

const gross = 34_510
const documentsOf = (bookingId: string) => listInvoices(bookingId, at("2026-12-07T10:00"))
const contentOf = async (invoiceId: string) =>
  invoiceContent.parse((await db.invoice.findUniqueOrThrow({ where: { id: invoiceId } })).content)
afterEach(async () => {
  const broken = await whatIsBroken(ownDatabase().query)
  await renewOwnDatabase()
  // Bookings that were copied have no seats.
  expect(broken.filter((text) => /^a (number|document)/.test(text))).toEqual([])
})

describe("issuing", () => {
  it("documents what is owed, once, and says so in the log", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    const { documents } = done(await issueInvoice(booking, organizer()))
    expect(documents).toMatchObject([{ reference: "RE-2026-0001", kind: "invoice" }])
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
    const content = await contentOf(documents[0]?.invoiceId as string)
    expect(content).toMatchObject({
      ...{ issuedOn: "2026-12-07", dueOn: "2026-12-21", payment: "transfer", profile: "factur_x" },
      lines: [{ suppliedOn: "2027-02-18", netCents: 29_000, detail: "Do., 18.02.2027, 16:00–17:30 Uhr (MEZ)" }],
      totals: { netCents: 29_000, vatCents: 5_510, grossCents: gross, payableCents: gross },
      buyer: { name: "Muster Anlagenbau GmbH" },
      poNumber: "4500012345",
    })
    expect(JSON.stringify(content), "who sits in the room is nobody's business").not.toContain("Petra")
    expect((await logOf(booking)).filter(({ kind }) => kind === "invoice.issued")).toHaveLength(1)
    expect(await documentsOf(booking.bookingId)).toMatchObject([
      { number: "RE-2026-0001", state: "issued", grossCents: gross, dueOn: "2026-12-21", made: false },
    ])
  })

  it("says what is paid already", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await pay(booking, gross)
    const { documents } = done(await issueInvoice(booking, organizer()))
    const { payment, dueOn, totals } = await contentOf(documents[0]?.invoiceId as string)
    expect({ payment, dueOn, ...totals }).toMatchObject({
      payment: "paid",
      dueOn: null,
      paidCents: gross,
      payableCents: 0,
    })
    expect(await documentsOf(booking.bookingId)).toMatchObject([{ state: "paid" }])
  })

  it("keeps what is not subject to VAT on a document of its own", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await write(booking, 14_500, { kind: "fee", category: "O" })
    const { documents } = done(await issueInvoice(booking, organizer()))
    const contents = await Promise.all(documents.map(({ invoiceId }) => contentOf(invoiceId)))
    expect(contents.map(({ vat }) => vat.map(({ category }) => category))).toEqual([["S"], ["O"]])
  })

  it("refuses what it cannot say", async () => {
    const { booking, januaryRound } = await pricedBooking()
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
    const undecided = await write(booking, 29_000, { category: null })
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "vat_undecided" })
    await write(booking, -29_000, { category: null, reversesId: undecided })
    await write(booking, 29_000)
    await saveSettings({ invoicing: defaultSettings.invoicing }, organizer())
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "seller_incomplete" })
    await db.billingProfile.delete({ where: { bookingId: booking.bookingId } })
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "billing_missing" })
    expect(await issueInvoice({ bookingId: januaryRound.id }, organizer())).toMatchObject({ reason: "not_found" })
    expect(await db.invoiceCounter.count(), "no number was used up").toBe(0)
  })

  it("writes an XRechnung for whoever has a Leitweg-ID", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await bill(booking, { buyerReference: "04011000-1234512345-06" })
    const { documents } = done(await issueInvoice(booking, organizer()))
    expect((await contentOf(documents[0]?.invoiceId as string)).profile).toBe("xrechnung")
  })

  it("begins anew every year, in the zone of the house", async () => {
    const { booking } = await pricedBooking()
    const [first, second] = await copies(booking, 2)
    done(await issueInvoice(first as never, organizer(at("2026-12-31T23:59"))))
    const { documents } = done(await issueInvoice(second as never, organizer(at("2027-01-01T00:00"))))
    expect(documents[0]?.reference).toBe("RE-2027-0001")
  })
})

describe("taking back", () => {
  /** An invoice over a price and a voucher. */
  async function invoiced() {
    const arranged = await pricedBooking()
    const price = await write(arranged.booking, 29_000)
    const discount = await write(arranged.booking, -2_900, { kind: "discount" })
    const { documents } = done(await issueInvoice(arranged.booking, organizer()))
    return { ...arranged, price, discount, invoiceId: documents[0]?.invoiceId as string }
  }

  it("credits what the ledger takes back, with a fee beside it", async () => {
    const { booking, price, discount, invoiceId } = await invoiced()
    await write(booking, -29_000, { reversesId: price })
    await write(booking, 2_900, { kind: "discount", reversesId: discount })
    await write(booking, 13_050, { kind: "fee", category: "O" })
    const { documents } = done(await issueInvoice(booking, organizer(at("2026-12-07T09:30"))))
    expect(documents.map(({ reference }) => reference)).toEqual(["ST-2026-0001", "RE-2026-0002"])
    const credit = await contentOf(documents[0]?.invoiceId as string)
    expect(credit.corrects).toEqual({ reference: "RE-2026-0001", issuedOn: "2026-12-07", whole: true })
    expect(credit.totals).toEqual({ ...(await contentOf(invoiceId)).totals, paidCents: 0 })
    expect((await documentsOf(booking.bookingId)).map(({ number, state }) => `${number} ${state}`)).toEqual([
      ...["RE-2026-0001 credited", "ST-2026-0001 issued", "RE-2026-0002 issued"],
    ])
    expect(await issueCreditNote({ invoiceId }, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
  })

  it("credits a part, and the rest when it is asked for", async () => {
    const { booking } = await pricedBooking()
    const [first] = [await write(booking, 29_000), await write(booking, 12_000, { rateBasisPoints: 700 })]
    const { documents: issued } = done(await issueInvoice(booking, organizer()))
    await write(booking, -29_000, { reversesId: first })
    const part = done(await issueInvoice(booking, organizer())).documents
    expect((await contentOf(part[0]?.invoiceId as string)).corrects?.whole).toBe(false)
    const rest = done(await issueCreditNote({ invoiceId: issued[0]?.invoiceId as string }, organizer()))
    expect((await contentOf(rest.document.invoiceId)).totals.grossCents).toBe(12_840)
    const [{ sum }] = (await ownDatabase().query<{ sum: number }>(
      "SELECT sum(CASE kind WHEN 'invoice' THEN gross_cents ELSE -gross_cents END)::int AS sum FROM invoices",
    )) as [{ sum: number }]
    expect(sum).toBe(0)
  })

  it("answers a change of the recipient by a Storno and a new invoice", async () => {
    const { booking, invoiceId } = await invoiced()
    await bill(booking, { companyName: "Neue Firma AG" })
    const storno = done(await issueCreditNote({ invoiceId }, organizer()))
    const again = done(await issueInvoice(booking, organizer())).documents
    expect((await contentOf(storno.document.invoiceId)).buyer.name).toBe("Muster Anlagenbau GmbH")
    expect((await contentOf(again[0]?.invoiceId as string)).buyer.name).toBe("Neue Firma AG")
    expect(await issueCreditNote({ invoiceId }, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
    expect(await issueCreditNote({ invoiceId: storno.document.invoiceId }, organizer())).toMatchObject({
      reason: "not_found",
    })
    expect(done(await issueCreditNote({ invoiceId: again[0]?.invoiceId as string }, organizer())).document.kind).toBe(
      "credit_note",
    )
  })

  it("issues nothing for what was taken back before it stood anywhere", async () => {
    const { booking } = await pricedBooking()
    const price = await write(booking, 29_000)
    await write(booking, -29_000, { reversesId: price })
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
  })

  it("never has an entry on two documents, also when both are asked for at once", async () => {
    const { booking, invoiceId } = await invoiced()
    const answers = await Promise.all([1, 2, 3].map(() => issueCreditNote({ invoiceId }, organizer())))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const issued = await Promise.all([1, 2, 3].map(() => issueInvoice(booking, organizer())))
    expect(issued.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
