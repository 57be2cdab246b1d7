import { beforeEach, describe, expect, it } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { createVoucher } from "@/lib/payments/create-voucher"
import { findAccount } from "@/lib/payments/queries"
import { findQuote } from "@/lib/payments/queries-quote"
import { voucherInput } from "@/lib/payments/schema"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { at, by, done, minutesAfter, monday, world } from "../support/world"
import { payment, refundsOf, settled } from "./paying"

/** Thursday, 18.02.2027, 16:00: free until 04.02., half until 15.02. */
const [early, late] = [at("2027-01-20T09:00"), at("2027-02-10T09:00")]
beforeEach(() => renewOwnDatabase())

describe("a quote", () => {
  it("says what giving back comes to, and that is what it comes to", async () => {
    const { petra, book, pricedRound } = await world()
    const { bookingId } = await book(petra, pricedRound)
    await payment({ bookingId }, { grossCents: 34_510, now: early })
    const ask = (now: Date) => findQuote({ bookingId, action: "release" }, now)
    expect(await ask(early)).toMatchObject({
      ...{ fee: { grossCents: 0 }, refundCents: 34_510, dueCents: 0, deadlineAt: at("2027-02-05T00:00") },
    })
    const quote = await ask(late)
    expect(quote).toMatchObject({
      fee: { netCents: 14_500, vatCents: 0, grossCents: 14_500 },
      ...{ feePercent: 50, refundCents: 20_010, dueCents: 0, deadlineAt: at("2027-02-16T00:00") },
      change: { netCents: -14_500, vatCents: -5_510, grossCents: -20_010 },
    })
    expect(await db.ledgerEntry.count({ where: { kind: "fee" } })).toBe(0)
    done(await releaseSeat({ bookingId }, by("participant", late)))
    await drainJobs()
    expect(await refundsOf({ bookingId })).toEqual([`${quote!.refundCents} wanted`])
    expect(await ask(late)).toBeNull()
  })

  it("says what moving comes to: the dearer price, and what is left of it to pay", async () => {
    const { petra, book, pricedRound, formats, session } = await world()
    const dearer = await session(formats.priced, "2027-02-25T16:00")
    const { bookingId } = await book(petra, pricedRound)
    await payment({ bookingId }, { grossCents: 34_510, now: early })
    await db.format.update({ where: { id: formats.priced }, data: { priceNetCents: 39_000 } })
    const ask = { bookingId, action: "rebooking", sessionId: dearer.id } as const
    expect(await findQuote(ask, late)).toMatchObject({
      ...{ fee: { grossCents: 14_500 }, dueCents: 11_900 + 14_500 },
      change: { netCents: 10_000 + 14_500, vatCents: 1_900, grossCents: 26_400 },
    })
    done(await rebookSeat({ bookingId, sessionId: dearer.id }, by("participant", late)))
    expect(await settled(bookingId, late)).toMatchObject({ openCents: 26_400 })
    expect(await findQuote({ ...ask, sessionId: undefined }, late)).toBeNull()
    expect(await findQuote({ ...ask, sessionId: "no-uuid" }, late)).toBeNull()
  })

  it("takes the fee from what was to be paid, not from what a voucher had paid", async () => {
    const { petra, book, pricedRound } = await world()
    const half = voucherInput.parse({ code: "HALF", worth: { kind: "percent", percent: 50 } })
    done(await createVoucher(half, by("organizer", monday)))
    const { bookingId } = await book(petra, pricedRound, { voucher: "HALF" })
    expect(await findQuote({ bookingId, action: "release" }, late)).toMatchObject({ fee: { grossCents: 7_250 } })
    expect(done(await releaseSeat({ bookingId }, by("participant", late))).fee.netCents).toBe(7_250)
    expect(await settled(bookingId, late)).toMatchObject({ owedCents: 7_250 })
  })
})

describe("the account of a booking", () => {
  it("says what is open and when it is due before any reaction has run", async () => {
    const { petra, book, pricedRound } = await world()
    const { bookingId } = await book(petra, pricedRound)
    expect(await findAccount(bookingId, monday)).toMatchObject({
      ...{ pays: "invoice", owed: { netCents: 29_000, vatCents: 5_510, grossCents: 34_510 } },
      ...{ openCents: 34_510, payUntil: null, billingOpen: true, dueOn: "2026-12-21" },
    })
  })

  it("asks who is held and pays by card for the price, until when the seat is held", async () => {
    const { petra, book, pricedRound } = await world()
    const { bookingId } = await book(petra, pricedRound, { payment: "card" })
    expect(await findAccount(bookingId, monday)).toMatchObject({
      ...{ openCents: 34_510, payUntil: minutesAfter(monday, 30), dueOn: null },
    })
    expect(await db.ledgerEntry.count()).toBe(0)
  })

  it("is none where nothing is to be paid", async () => {
    const { petra, book, januaryRound } = await world()
    const { bookingId } = await book(petra, januaryRound)
    expect(await findAccount(bookingId, monday)).toBeNull()
  })
})
