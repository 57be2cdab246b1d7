import { randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueDueInvoices } from "@/lib/invoices/issue-due-invoices"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { previewChanges } from "@/lib/notifications/preview-change"
import { createVoucher } from "@/lib/payments/create-voucher"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { voucherInput } from "@/lib/payments/schema"
import { saveSettings } from "@/lib/sessions/settings"
import { seller } from "../invoices/cases"
import { cancel, changeNow } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { countQueries } from "../support/query-count"
import { billed, by, done, minutesAfter, monday, people, type WorldBooking, world } from "../support/world"
import { payment, settled } from "./paying"

const later = minutesAfter(monday, 30)
const organizer = by("organizer", later)
const somebody = (name: string) => ({ ...people.petra, email: `${name}@${name}.example`, company: `${name} GmbH` })

/** Who has paid by card, too much by transfer, half with a voucher and nothing, from abroad, by a debit on its way. */
async function crowd() {
  await renewOwnDatabase()
  const w = await world()
  await saveSettings(seller, organizer)
  const half = { code: "HALB-2027", worth: { kind: "percent", percent: 50 } } as const
  done(await createVoucher(voucherInput.parse(half), by("organizer", monday)))
  const options = {
    card: {},
    transfer: {},
    voucher: { voucher: half.code },
    abroad: { billing: { ...billed, country: "CH" } },
    debit: {},
  }
  const bookings = {} as Record<keyof typeof options, WorldBooking>
  for (const [name, option] of Object.entries(options))
    bookings[name as keyof typeof options] = await w.book(somebody(name), w.pricedRound, option)
  for (const { bookingId } of Object.values(bookings)) await settled(bookingId, monday)
  const { card, transfer, abroad, debit } = bookings
  await payment(card, { grossCents: 34_510, now: monday })
  await payment(debit, { grossCents: 34_510, method: "sepa_debit", state: "processing", now: monday })
  await settled(card.bookingId, monday)
  const paid = { bookingId: transfer.bookingId, grossCents: 40_000, receivedOn: "2026-12-07", requestId: randomUUID() }
  done(await recordTransfer(paid, organizer))
  for (const { bookingId } of [transfer, abroad]) done(await issueInvoice({ bookingId }, by("organizer", monday)))
  return { ...w, bookings }
}

const ask = async (sessionId: string) => (await previewChanges([{ sessionId, change: cancel }], later)).calledOff

it("the preview of calling a session off says what was paid and invoiced, and the books say the same afterwards", async () => {
  const { pricedRound, bookings } = await crowd()
  const seen = await ask(pricedRound.id)
  const of = (name: keyof typeof bookings) => seen.find(({ bookingId }) => bookingId === bookings[name].bookingId)
  const german = { netCents: 29_000, vatCents: 5510, grossCents: 34_510 }
  expect(of("card")).toMatchObject({ ...german, paidCents: 34_510, backCents: 34_510, byHandCents: 0, invoices: [] })
  // What was too much before is on its way already.
  const number = /^RE-2026-000\d$/
  expect(of("transfer")).toMatchObject({ ...german, paidCents: 40_000, backCents: 34_510, byHandCents: 34_510 })
  expect(of("transfer")).toMatchObject({ creditedCents: 34_510, invoices: [expect.stringMatching(number)] })
  expect(of("voucher")).toMatchObject({ netCents: 14_500, grossCents: 17_255, paidCents: 0, backCents: 0 })
  expect(of("abroad")).toMatchObject({ netCents: 29_000, vatCents: 0, creditedCents: 29_000, paidCents: 0 })
  expect(of("debit")).toMatchObject({ ...german, paidCents: 0, backCents: 0, underWayCents: 34_510 })

  const before = await db.refund.count()
  done(await changeNow(pricedRound, cancel, organizer))
  await drainJobs()
  await issueDueInvoices({ now: later })
  for (const { bookingId, backCents, creditedCents, invoices } of seen) {
    const where = { payment: { bookingId }, NOT: { grossCents: 5490 } }
    const back = await db.refund.aggregate({ where, _sum: { grossCents: true } })
    expect(back._sum.grossCents ?? 0).toBe(backCents)
    const notes = await db.invoice.findMany({ where: { bookingId, kind: "credit_note" }, include: { corrects: true } })
    expect(notes.reduce((sum, { grossCents }) => sum + grossCents, 0)).toBe(creditedCents)
    expect(notes.map(({ corrects }) => corrects?.reference)).toEqual(invoices)
    expect((await settled(bookingId, later)).owedCents).toBe(0)
  }
  expect(await db.refund.count()).toBe(before + 2)
})

it("asks as often for one as for many", async () => {
  const { session, formats, pricedRound, book } = await crowd()
  const small = await session(formats.priced, "2027-02-04T10:00")
  await book(people.jonas, small)
  await drainJobs()
  const queries = (id: string) => countQueries(async () => void (await ask(id)))
  expect(await queries(pricedRound.id)).toBe(await queries(small.id))
})
