import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueCreditNote } from "@/lib/invoices/issue-credit-note"
import { issueDueInvoices } from "@/lib/invoices/issue-due-invoices"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { listInvoices } from "@/lib/invoices/queries"
import { previewStorno } from "@/lib/invoices/queries-storno"
import { reissueInvoice } from "@/lib/invoices/reissue-invoice"
import { invoiceContent } from "@/lib/invoices/schema"
import { payment, settled } from "../payments/paying"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { done, minutesAfter, monday } from "../support/world"
import { bill, organizer, pay, pricedBooking, write } from "./ledger"

const later = minutesAfter(monday, 60)

beforeEach(() => renewOwnDatabase())
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

async function invoiced() {
  const { booking } = await pricedBooking()
  await settled(booking.bookingId, monday)
  const { documents } = done(await issueInvoice(booking, organizer()))
  return { booking, invoiceId: documents[0]!.invoiceId }
}
const contentOf = async (id: string) =>
  invoiceContent.parse((await db.invoice.findUniqueOrThrow({ where: { id } })).content)
const standing = async ({ bookingId }: { bookingId: string }) =>
  (await listInvoices(bookingId, later)).map(({ number, state }) => `${number} ${state}`)
const logged = async () => {
  const rows = await db.activity.findMany({ where: { kind: "invoice.credited" } })
  return rows.map(({ detail }) => (detail as { reason?: string }).reason)
}

describe("an invoice that is taken back and issued anew", () => {
  it("comes out as the preview has said, with the reason in the log, and the books stay", async () => {
    const { booking, invoiceId } = await invoiced()
    await bill(booking, { companyName: "Neue Firma AG", poNumber: "PO-7" })
    await pay(booking, 10_000)
    const preview = (await previewStorno(invoiceId, later))!
    expect(preview).toMatchObject({
      ...{ refusal: null, invoice: { number: "RE-2026-0001", company: "Muster Anlagenbau GmbH" } },
      ...{ storno: { grossCents: 34_510 }, emails: expect.arrayContaining([expect.any(String)]) as string[] },
    })
    const before = await db.ledgerEntry.findMany()
    const { documents } = done(await reissueInvoice({ invoiceId, reason: "recipient" }, organizer(later)))
    expect(documents.map(({ reference }) => reference)).toEqual(["ST-2026-0001", "RE-2026-0002"])
    const [storno, anew] = await Promise.all(documents.map(({ invoiceId: id }) => contentOf(id)))
    expect(storno?.totals).toEqual(preview.storno)
    const { buyer, dueOn, totals } = anew!
    expect(preview.anew).toEqual([{ buyer, dueOn, totals, references: ["PO-7"] }])
    expect([buyer.name, totals.paidCents]).toEqual(["Neue Firma AG", 10_000])
    expect(await db.ledgerEntry.findMany()).toEqual(before)
    expect(await logged()).toEqual(["recipient"])
    expect(await previewStorno(invoiceId, later)).toBeNull()
    expect(await reissueInvoice({ invoiceId, reason: "other" }, organizer(later))).toMatchObject({
      reason: "nothing_to_invoice",
    })
  })

  it("says nothing of what was taken back meanwhile", async () => {
    const { booking, invoiceId } = await invoiced()
    const { id: reversesId } = await db.ledgerEntry.findFirstOrThrow({ where: { kind: "price" } })
    await write(booking, -29_000, { reversesId })
    expect(await previewStorno(invoiceId, later)).toMatchObject({ anew: [], refusal: null, followsFrom: undefined })
    done(await reissueInvoice({ invoiceId, reason: "content" }, organizer(later)))
    expect(await standing(booking)).toEqual(["RE-2026-0001 credited", "ST-2026-0001 issued"])
  })

  it("stands while it cannot be issued anew", async () => {
    const { booking, invoiceId } = await invoiced()
    await payment(booking, { grossCents: 34_510, method: "sepa_debit", state: "processing", now: monday })
    expect(await previewStorno(invoiceId, later)).toMatchObject({ anew: [], refusal: "payment_under_way" })
    const anew = () => reissueInvoice({ invoiceId, reason: "asked" }, organizer(later))
    expect(await anew()).toMatchObject({ reason: "payment_under_way" })
    await db.payment.updateMany({ data: { state: "failed", settledAt: monday } })
    await bill(booking, { country: "AT", vatCheck: "pending", vatId: "ATU12345675" })
    expect(await previewStorno(invoiceId, later)).toMatchObject({ anew: [], refusal: "vat_undecided" })
    expect(await anew()).toMatchObject({ reason: "vat_undecided" })
    expect(await standing(booking)).toEqual(["RE-2026-0001 issued"])
  })

  it("is one, however many click", async () => {
    const { booking, invoiceId } = await invoiced()
    const clicks = [1, 2, 3].map(() => reissueInvoice({ invoiceId, reason: "asked" }, organizer(later)))
    expect((await Promise.all(clicks)).filter(({ ok }) => ok)).toHaveLength(1)
    expect(await standing(booking)).toEqual([
      ...["RE-2026-0001 credited", "ST-2026-0001 issued", "RE-2026-0002 issued"],
    ])
  })

  it("is none where there is no such invoice", async () => {
    const { invoiceId } = await invoiced()
    const { document } = done(await issueCreditNote({ invoiceId }, organizer(later)))
    for (const id of [document.invoiceId, randomUUID(), "nobody"]) {
      expect(await previewStorno(id, later)).toBeNull()
      expect(await reissueInvoice({ invoiceId: id, reason: "other" }, organizer(later))).toMatchObject({
        reason: "not_found",
      })
    }
  })
})

it("an invoice that is only taken back is followed by a new one when the preview says so", async () => {
  const { booking, invoiceId } = await invoiced()
  const { followsFrom } = (await previewStorno(invoiceId, later))!
  done(await issueCreditNote({ invoiceId, reason: "content" }, organizer(later)))
  await issueDueInvoices({ now: minutesAfter(followsFrom!, -1) })
  expect(await standing(booking)).toEqual(["RE-2026-0001 credited", "ST-2026-0001 issued"])
  await issueDueInvoices({ now: followsFrom! })
  expect((await db.invoice.findFirstOrThrow({ orderBy: { issuedAt: "desc" } })).kind).toBe("invoice")
  expect(await logged()).toEqual(["content"])
})

it("what is paid is invoiced anew at once", async () => {
  const { booking, invoiceId } = await invoiced()
  await payment(booking, { grossCents: 34_510, now: monday })
  await settled(booking.bookingId, monday)
  expect((await previewStorno(invoiceId, later))?.followsFrom).toBeNull()
})
