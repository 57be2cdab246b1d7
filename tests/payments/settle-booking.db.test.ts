import { beforeEach, describe, expect, it } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { cancel, changeNow } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { meet, pause, replaced, uniqueIndex } from "../support/twin"
import { at, by, done, world } from "../support/world"
import { expectMoneyRight } from "./money"
import { ledgerOf, payment, refundsOf, settled } from "./paying"

/** Thursday, 18.02.2027, 16:00: free until 04.02., half until 15.02. */
const [early, late, later] = [at("2027-01-20T09:00"), at("2027-02-10T09:00"), at("2027-02-11T09:00")]
const release = (booking: { bookingId: string }, now: Date) => releaseSeat(booking, by("participant", now))

beforeEach(() => renewOwnDatabase())

describe("the ledger", () => {
  it("follows the log: bought, given back late with a fee, filled again, nothing owed", async () => {
    const { petra, jonas, book, pricedRound } = await world()
    const booking = await book(petra, pricedRound)
    await drainJobs()
    expect(await ledgerOf(booking)).toEqual(["price 34510"])
    await payment(booking, { grossCents: 34_510, method: "invoice", now: early })
    done(await release(booking, late))
    await drainJobs()
    // The fee is compensation and has no VAT.
    expect(await ledgerOf(booking)).toEqual(["price 34510", "payment 34510", "price back -34510", "fee 14500"])
    expect(await refundsOf(booking)).toEqual(["20010 wanted"])
    await book(jonas, pricedRound, { now: later })
    await drainJobs()
    expect(await ledgerOf(booking)).toContain("fee back -14500")
    expect(await refundsOf(booking)).toEqual(["20010 wanted", "14500 wanted"])
    const fee = await db.ledgerEntry.findMany({ where: { kind: "fee" }, select: { vatCategory: true, vatCents: true } })
    expect(fee).toEqual(Array.from({ length: 2 }, () => ({ vatCategory: "O", vatCents: 0 })))
  })

  it("asks the difference of a dearer date and gives back that of a cheaper one", async () => {
    const { petra, book, pricedRound, formats, session } = await world()
    const dearer = await session(formats.priced, "2027-02-25T16:00")
    const booking = await book(petra, pricedRound)
    await payment(booking, { grossCents: 34_510, now: early })
    await db.format.update({ where: { id: formats.priced }, data: { priceNetCents: 39_000 } })
    const move = (sessionId: string, now: Date) =>
      rebookSeat({ bookingId: booking.bookingId, sessionId }, by("participant", now))
    done(await move(dearer.id, early))
    await drainJobs()
    expect(await settled(booking.bookingId, early)).toEqual({ owedCents: 46_410, paidCents: 34_510, openCents: 11_900 })
    await db.format.update({ where: { id: formats.priced }, data: { priceNetCents: 19_000 } })
    done(await move(pricedRound.id, at("2027-01-21T09:00")))
    await drainJobs()
    expect(await refundsOf(booking)).toEqual([`${34_510 - 22_610} wanted`])
  })

  it("gives everything back when the session is called off, and owes the next date when one is taken", async () => {
    const { petra, book, pricedRound, formats, session } = await world()
    const booking = await book(petra, pricedRound)
    await payment(booking, { grossCents: 34_510, now: early })
    done(await changeNow(pricedRound, cancel, by("organizer", late)))
    await drainJobs()
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
    const next = await session(formats.priced, "2027-03-04T16:00")
    done(await rebookSeat({ bookingId: booking.bookingId, sessionId: next.id }, by("participant", later)))
    await drainJobs()
    expect(await ledgerOf(booking)).toEqual([...["price 34510", "payment 34510", "price back -34510"], "price 34510"])
  })

  it("asks no second fee when the date somebody moved to late is called off", async () => {
    const { petra, book, format, session, answerAll } = await world()
    const reviewed = await format("reviewed", { admission: "reviewed", priceNetCents: 29_000 })
    const [left, taken] = [await session(reviewed, "2027-02-18T16:00"), await session(reviewed, "2027-03-18T16:00")]
    const booking = await book(petra, left)
    await answerAll()
    done(await rebookSeat({ bookingId: booking.bookingId, sessionId: taken.id }, by("participant", late)))
    await answerAll()
    await drainJobs()
    const moved = ["price 34510", "price back -34510", "fee 14500", "price 34510"]
    expect(await ledgerOf(booking)).toEqual(moved)
    done(await changeNow(taken, cancel, by("organizer", at("2027-02-20T09:00"))))
    await drainJobs()
    expect(await ledgerOf(booking)).toEqual([...moved, "price back -34510"])
  })

  it("pays back what was paid twice, and keeps the seat", async () => {
    const { petra, book, pricedRound } = await world()
    const booking = await book(petra, pricedRound)
    await payment(booking, { grossCents: 34_510, now: early })
    await payment(booking, { grossCents: 34_510, now: late })
    await drainJobs()
    await settled(booking.bookingId, late)
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
    expect(await db.seat.count({ where: { state: "confirmed" } })).toBe(1)
  })

  it("does not ask again by itself for a refund that failed", async () => {
    const { petra, book, pricedRound } = await world()
    const booking = await book(petra, pricedRound)
    await payment(booking, { grossCents: 34_510, now: early })
    done(await release(booking, early))
    await drainJobs()
    await db.refund.updateMany({ data: { state: "failed", settledAt: early } })
    await settled(booking.bookingId, late)
    expect(await refundsOf(booking)).toEqual(["34510 failed"])
    const failed = await db.refund.findFirstOrThrow()
    await db.refund.create({
      data: { paymentId: failed.paymentId, grossCents: 34_510, occasion: `again:${failed.id}`, createdAt: late },
    })
    await settled(booking.bookingId, late)
    expect(await db.refund.count()).toBe(2)
  })

  it("keeps what is written, whoever types", async () => {
    const { petra, book, pricedRound } = await world()
    await book(petra, pricedRound)
    await drainJobs()
    await expect(ownDatabase().query("UPDATE ledger_entries SET net_cents = 1, gross_cents = 1")).rejects.toThrow()
    await expect(ownDatabase().query("DELETE FROM ledger_entries")).rejects.toThrow()
  })
})

/** Ten settle the same booking at the same moment, after it was paid twice over. */
async function tenAtOnce(): Promise<{ refunded: number; entries: number }> {
  const { petra, book, pricedRound } = await world()
  const booking = await book(petra, pricedRound)
  await payment(booking, { grossCents: 34_510, now: early })
  await payment(booking, { grossCents: 34_510, now: late })
  await Promise.allSettled(Array.from({ length: 10 }, () => settled(booking.bookingId, late)))
  const { _sum } = await db.refund.aggregate({ _sum: { grossCents: true } })
  return { refunded: _sum.grossCents ?? 0, entries: await db.ledgerEntry.count() }
}

describe("ten at once", () => {
  it("write each line and each refund once", async () => {
    await renewOwnDatabase({ without: pause("INSERT", "refunds", 400) })
    expect(await tenAtOnce()).toEqual({ refunded: 34_510, entries: 3 })
    await expectMoneyRight()
  })
  it("would pay back more than once without lock, names and guard: the twin", async () => {
    await renewOwnDatabase({
      without:
        replaced("lock_booking", " FOR NO KEY UPDATE", "") +
        uniqueIndex("refunds_occasion_key") +
        uniqueIndex("ledger_entries_occasion_key") +
        "DROP TRIGGER refunds_guard ON refunds;" +
        meet("INSERT", "refunds", 2),
    })
    expect((await tenAtOnce()).refunded).toBeGreaterThan(34_510)
  })
})
