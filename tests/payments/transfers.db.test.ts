import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { listOpenItems, sumOpenItems } from "@/lib/invoices/queries-open-items"
import { completeRefund } from "@/lib/payments/complete-refund"
import { confirmVatRow } from "@/lib/payments/confirm-vat-row"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { vatRows } from "@/lib/payments/rules-vat"
import { settleUndecided } from "@/lib/payments/settle-undecided"
import { withdrawTransfer } from "@/lib/payments/withdraw-transfer"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { at, by, done, logOf, people, world } from "../support/world"
import { ledgerOf, payment, refundsOf, settled } from "./paying"

const wednesday = at("2026-12-09T10:00")
const organizer = by("organizer", wednesday)

beforeEach(() => renewOwnDatabase())
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** A sure seat for 345,10 € that is paid by invoice. */
async function owing() {
  const w = await world()
  const booking = await w.book(people.petra, w.pricedRound)
  await settled(booking.bookingId, w.now)
  return booking
}
const transfer = ({ bookingId }: { bookingId: string }, grossCents = 34_510, more = {}) =>
  recordTransfer({ requestId: randomUUID(), bookingId, grossCents, receivedOn: "2026-12-08", ...more }, organizer)

const cardOf = ({ bookingId }: { bookingId: string }) =>
  db.payment.findFirstOrThrow({ where: { bookingId, method: "card" } })

describe("a transfer that has come in", () => {
  it("pays what is open, once however often it is sent", async () => {
    const booking = await owing()
    const requestId = randomUUID()
    const [first, second] = await Promise.all([1, 2].map(() => transfer(booking, 34_510, { requestId })))
    expect(first).toEqual(second)
    expect(first).toMatchObject({ ok: true, openCents: 0 })
    expect(await ledgerOf(booking)).toEqual(["price 34510", "payment 34510"])
    expect(await transfer(booking, 100, { requestId })).toMatchObject({ reason: "request_id_reused" })
    const { receivedOn, method, state } = await db.payment.findFirstOrThrow()
    expect([receivedOn, method, state]).toEqual([new Date("2026-12-08"), "invoice", "paid"])
    expect((await logOf(booking)).map(({ kind }) => kind)).toContain("transfer.recorded")
  })

  it("leaves the rest open, and what is too much is wanted back by hand", async () => {
    const booking = await owing()
    expect(await transfer(booking, 30_000)).toMatchObject({ openCents: 4510 })
    expect(await transfer(booking, 5000)).toMatchObject({ openCents: -490 })
    expect(await refundsOf(booking)).toEqual(["490 wanted"])
  })

  it("is believed within reason", async () => {
    const booking = await owing()
    expect(await transfer(booking, 3_451_000)).toMatchObject({ reason: "amount_unlikely" })
    expect(await transfer(booking, 34_510, { receivedOn: "2026-12-10" })).toMatchObject({ reason: "day_impossible" })
    expect(await transfer(booking, 34_510, { receivedOn: "2025-12-08" })).toMatchObject({ reason: "day_impossible" })
    expect(await transfer({ bookingId: randomUUID() })).toMatchObject({ reason: "not_found" })
    expect(await ledgerOf(booking)).toEqual(["price 34510"])
  })

  it("is taken for what is owed no more, and goes back", async () => {
    const booking = await owing()
    done(await releaseSeat(booking, by("participant", wednesday)))
    await settled(booking.bookingId, wednesday)
    expect(await transfer(booking)).toMatchObject({ openCents: -34_510 })
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
  })

  it("is nothing where nothing was ever asked for", async () => {
    const w = await world()
    expect(await transfer(await w.book(people.petra, w.januaryRound))).toMatchObject({ reason: "nothing_to_pay" })
  })
})

describe("while the VAT is not decided", () => {
  const undecided = async () => {
    const w = await world()
    await saveSettings({ invoicing: { ...defaultSettings.invoicing, confirmedVatRows: [] } }, organizer)
    const booking = await w.book(people.petra, w.pricedRound)
    await settled(booking.bookingId, wednesday)
    const decide = async () => {
      for (const { row } of vatRows(false)) done(await confirmVatRow({ row, confirmed: true }, organizer))
      await settleUndecided({ now: wednesday })
    }
    return { ...w, booking, decide }
  }
  const item = async () => (await listOpenItems("de", {}, wednesday)).items[0]

  it("a booking stands among the open items and says why nothing is reckoned up", async () => {
    const { booking, decide } = await undecided()
    expect(await item()).toMatchObject({
      ...{ bookingId: booking.bookingId, undecided: "unconfirmed" },
      openCents: 0,
      next: null,
    })
    expect(await sumOpenItems({ show: "open" }, wednesday)).toMatchObject([{ count: 0, openCents: 0, undecided: 1 }])
    await decide()
    expect(await item()).toMatchObject({ undecided: null, openCents: 34_510 })
    expect(await sumOpenItems({ show: "open" }, wednesday)).toMatchObject([
      { count: 1, openCents: 34_510, undecided: 0 },
    ])
  })

  it("a transfer is kept, nothing of it goes back, and it is reckoned up afterwards", async () => {
    const { booking, decide } = await undecided()
    expect(await transfer(booking, 35_000)).toMatchObject({ ok: true, openCents: -35_000, undecided: true })
    expect(await item()).toMatchObject({ undecided: "unconfirmed", transfers: [{ grossCents: 35_000 }] })
    expect(await refundsOf(booking)).toEqual([])
    await decide()
    expect(await ledgerOf(booking)).toEqual(["price 34510", "payment 35000"])
    expect(await refundsOf(booking)).toEqual(["490 wanted"])
  })

  it("one for a seat that was given back meanwhile goes back", async () => {
    const { booking } = await undecided()
    done(await releaseSeat(booking, by("participant", wednesday)))
    expect(await transfer(booking, 3_451_000)).toMatchObject({ reason: "amount_unlikely" })
    expect(await transfer(booking)).toMatchObject({ openCents: -34_510, undecided: false })
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
  })
})

describe("taking it back", () => {
  it("leaves a line against it, and the booking owes again, once", async () => {
    const booking = await owing()
    const { paymentId } = done(await transfer(booking))
    const answers = await Promise.all([1, 2].map(() => withdrawTransfer({ paymentId }, organizer)))
    expect(answers.map((answer) => answer.ok && answer.withdrawn).sort()).toEqual([false, true])
    expect(await ledgerOf(booking)).toEqual(["price 34510", "payment 34510", "refund -34510"])
    expect(await settled(booking.bookingId, wednesday)).toMatchObject({ openCents: 34_510 })
    expect(done(await transfer(booking)).openCents).toBe(0)
  })

  it("wants nothing back of it any more", async () => {
    const booking = await owing()
    done(await transfer(booking))
    const { paymentId } = done(await transfer(booking))
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
    // Perhaps somebody has transferred it back already, and only not entered it.
    expect(await withdrawTransfer({ paymentId }, organizer)).toMatchObject({ reason: "refund_by_hand" })
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
    done(await withdrawTransfer({ paymentId, nothingSent: true }, organizer))
    expect(await refundsOf(booking)).toEqual(["34510 succeeded"])
    expect(await settled(booking.bookingId, wednesday)).toMatchObject({ openCents: 0 })
  })

  it("has to wait while Stripe gives something back", async () => {
    const booking = await owing()
    const { paymentId } = done(await transfer(booking))
    await payment(booking, { grossCents: 34_510, now: wednesday })
    await settled(booking.bookingId, wednesday)
    await db.refund.updateMany({ data: { paymentId: (await cardOf(booking)).id } })
    for (const state of ["wanted", "pending"] as const) {
      await db.refund.updateMany({ data: { state } })
      const asked = await withdrawTransfer({ paymentId, nothingSent: true }, organizer)
      expect(asked).toEqual({ ok: false, reason: "refund_under_way" })
    }
    await db.refund.updateMany({ data: { state: "succeeded", settledAt: wednesday } })
    await settled(booking.bookingId, wednesday)
    done(await withdrawTransfer({ paymentId }, organizer))
    expect(await settled(booking.bookingId, wednesday)).toMatchObject({ openCents: 34_510 })
  })

  it("is too late once some of it has gone back", async () => {
    const booking = await owing()
    const { paymentId } = done(await transfer(booking, 40_000))
    const { id: refundId } = await db.refund.findFirstOrThrow()
    done(await completeRefund({ refundId }, organizer))
    expect(await withdrawTransfer({ paymentId }, organizer)).toMatchObject({ reason: "already_back" })
    expect(await withdrawTransfer({ paymentId: randomUUID() }, organizer)).toMatchObject({ reason: "not_found" })
  })
})
