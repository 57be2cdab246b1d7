import { beforeEach, describe, expect, it } from "vitest"
import type { z } from "zod"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { createVoucher } from "@/lib/payments/create-voucher"
import { findQuote } from "@/lib/payments/queries-quote"
import { voucherInput } from "@/lib/payments/schema"
import { cancel, changeNow } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { billed, by, done, minutesAfter, monday, world } from "../support/world"
import { ledgerOf } from "./paying"

const code = "RUNDE-2027"
const voucher = async (fields: Partial<z.input<typeof voucherInput>> = {}) => {
  const half = { code, worth: { kind: "percent", percent: 50 } } as const
  return done(await createVoucher(voucherInput.parse({ ...half, ...fields }), by("organizer", monday)))
}
const uses = async () => (await db.voucher.findFirstOrThrow()).uses
const soon = minutesAfter(monday, 60)

beforeEach(() => renewOwnDatabase())

async function reviewedWorld() {
  const w = await world()
  const reviewed = await w.format("reviewed", { admission: "reviewed", priceNetCents: 29_000 })
  return { ...w, reviewed, date: await w.session(reviewed, "2027-02-18T16:00") }
}

describe("a voucher whose booking never had a sure seat", () => {
  it("is given back when the request is declined", async () => {
    const { petra, jonas, book, date, answerAll } = await reviewedWorld()
    await voucher()
    const { bookingId } = await book(petra, date, { voucher: code })
    await db.seat.updateMany({ where: { bookingId }, data: { decision: "decline" } })
    expect(await uses()).toBe(1)
    await answerAll()
    expect(await uses()).toBe(0)
    await book(jonas, date, { voucher: code })
  })

  it("is given back when the request is taken back, and stays used once the seat was sure", async () => {
    const { petra, book, date, answerAll } = await reviewedWorld()
    await voucher()
    const asked = await book(petra, date, { voucher: code })
    done(await releaseSeat({ bookingId: asked.bookingId }, by("participant", soon)))
    expect(await uses()).toBe(0)
    const sure = await book(petra, date, { voucher: code })
    await answerAll()
    done(await releaseSeat({ bookingId: sure.bookingId }, by("participant", soon)))
    expect(await uses()).toBe(1)
  })

  it("stays with a request whose session is called off: it may take another date", async () => {
    const { petra, book, reviewed, date, session, answerAll } = await reviewedWorld()
    await voucher()
    const { bookingId } = await book(petra, date, { voucher: code })
    done(await changeNow(date, cancel, by("organizer", soon)))
    expect(await uses()).toBe(1)
    const next = await session(reviewed, "2027-02-25T16:00")
    done(await rebookSeat({ bookingId, sessionId: next.id }, by("participant", soon)))
    await answerAll()
    await drainJobs()
    expect(await ledgerOf({ bookingId })).toEqual(["discount -17255", "price 34510"])
  })
})

describe("a voucher for one format", () => {
  it.each(["instant", "reviewed"] as const)("takes nothing off another one's price: %s", async (admission) => {
    const { petra, book, format, formats, pricedRound, session, answerAll } = await world()
    const dearer = await session(await format("dearer", { admission, priceNetCents: 100_000 }), "2027-02-25T16:00")
    await voucher({ worth: { kind: "seat" }, formatId: formats.priced })
    const { bookingId } = await book(petra, pricedRound, { voucher: code })
    await drainJobs()
    const move = { bookingId, sessionId: dearer.id }
    expect(await rebookSeat(move, by("participant", soon))).toMatchObject({ reason: "billing_needed" })
    done(await rebookSeat({ ...move, billing: billed }, by("participant", soon)))
    await answerAll()
    await drainJobs()
    expect((await ledgerOf({ bookingId })).at(-1)).toBe("price 119000")
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).pays).toBe("invoice")
    expect(await uses()).toBe(0)
  })

  it("is quoted as it will be reckoned, and comes along within its format", async () => {
    const { petra, book, format, formats, pricedRound, session } = await world()
    const dearer = await session(await format("dearer", { priceNetCents: 100_000 }), "2027-02-25T16:00")
    const same = await session(formats.priced, "2027-02-25T16:00")
    await voucher({ formatId: formats.priced })
    const { bookingId } = await book(petra, pricedRound, { voucher: code })
    await drainJobs()
    const due = async (sessionId: string) =>
      (await findQuote({ bookingId, action: "rebooking", sessionId }, soon))?.dueCents
    expect(await due(dearer.id)).toBe(119_000)
    expect(await due(same.id)).toBe(17_255)
    done(await rebookSeat({ bookingId, sessionId: same.id }, by("participant", soon)))
    expect(await uses()).toBe(1)
  })
})
