import { beforeEach, describe, expect, it } from "vitest"
import type { z } from "zod"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import type { BookingInput } from "@/lib/bookings/schema"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { bookSeat } from "@/lib/payments/book-seat"
import { createVoucher } from "@/lib/payments/create-voucher"
import { listVouchers } from "@/lib/payments/queries-vouchers"
import { voucherInput } from "@/lib/payments/schema"
import { withdrawVoucher } from "@/lib/payments/withdraw-voucher"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { constraint, meet, pause, untilLost } from "../support/twin"
import { person, wishFor } from "../support/sessions"
import { at, billed, by, code, done, minutesAfter, monday, people, world } from "../support/world"
import { expectMoneyRight } from "./money"
import { ledgerOf, settled } from "./paying"

const organizer = by("organizer", monday)
const voucher = async (fields: Partial<z.input<typeof voucherInput>>) =>
  done(await createVoucher(voucherInput.parse({ code: "RUNDE-2027", ...fields }), organizer))
const ask = (sessionId: string, fields: Partial<BookingInput> = {}, now = monday) =>
  holdSeat({ ...wishFor(sessionId, people.petra), ...fields }, now)
const reasonOf = async (sessionId: string, fields: Partial<BookingInput>, now?: Date) => {
  const outcome = await ask(sessionId, fields, now)
  return outcome.ok ? "held" : outcome.reason
}

beforeEach(() => renewOwnDatabase())

describe("a seat with a price", () => {
  it("is held with who is billed and how it is paid, in one transaction", async () => {
    const { pricedRound } = await world()
    const billing = { ...billed, company: "Muster Holding AG", vatId: "DE136695976", poNumber: "4711" }
    const { bookingId } = done(await ask(pricedRound.id, { payment: "sepa_debit", billing }))
    expect(await db.billingProfile.findUniqueOrThrow({ where: { bookingId } })).toMatchObject({
      ...{ companyName: "Muster Holding AG", vatId: "DE136695976", vatCheck: "pending", poNumber: "4711" },
      emails: [people.petra.email],
    })
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).pays).toBe("sepa_debit")
  })

  it("takes the company and the mailbox of who books where nothing else is said", async () => {
    const { pricedRound, petra, anke, hold } = await world()
    const { bookingId } = await hold(petra, pricedRound, { booker: anke })
    const profile = await db.billingProfile.findUniqueOrThrow({ where: { bookingId } })
    expect(profile).toMatchObject({ companyName: petra.company, emails: [anke.email], vatCheck: "none" })
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).pays).toBe("invoice")
  })

  it("is not held without that, nor in a way that is not offered; nothing is left behind", async () => {
    const { pricedRound, formats } = await world()
    expect(await reasonOf(pricedRound.id, { billing: undefined })).toBe("billing_needed")
    await db.format.update({ where: { id: formats.priced }, data: { payBy: ["card"] } })
    expect(await reasonOf(pricedRound.id, { payment: "invoice" })).toBe("payment_not_offered")
    expect(await reasonOf(pricedRound.id, { payment: "voucher" })).toBe("payment_not_offered")
    expect(await db.booking.count()).toBe(0)
  })

  it("is paid by invoice where a format offers cards only and the house has none", async () => {
    const { pricedRound, formats } = await world()
    await db.format.update({ where: { id: formats.priced }, data: { payBy: ["card"] } })
    const { bookingId } = done(await bookSeat(wishFor(pricedRound.id, people.petra), monday))
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).pays).toBe("invoice")
    const byCard = { ...wishFor(pricedRound.id, people.jonas), payment: "card" } as const
    expect(await bookSeat(byCard, monday)).toMatchObject({ reason: "payment_not_offered" })
  })

  it("asks nothing of who pays nothing", async () => {
    const { januaryRound } = await world()
    const { bookingId } = done(await ask(januaryRound.id, { payment: "card" }))
    expect(await db.billingProfile.count()).toBe(0)
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).pays).toBeNull()
  })
})

describe("a voucher", () => {
  it("takes off a share, an amount or all of it; who owes nothing is asked for nothing and does not pay first", async () => {
    const { pricedRound, book, petra, jonas, karin } = await world()
    await voucher({ code: "SHARE", worth: { kind: "percent", percent: 33 } })
    await voucher({ code: "LESS", worth: { kind: "amount", netCents: 5_000 } })
    await voucher({ code: "SEAT", worth: { kind: "seat" } })
    const [share, less] = [
      await book(petra, pricedRound, { voucher: "SHARE" }),
      await book(jonas, pricedRound, { voucher: "LESS" }),
    ]
    const free = await book(karin, pricedRound, { voucher: "SEAT", payment: "card", billing: undefined })
    await drainJobs()
    // 33 % of 290,00 is 95,70; VAT is rounded line by line.
    expect(await ledgerOf(share)).toEqual(["discount -11388", "price 34510"])
    expect(await ledgerOf(less)).toEqual(["discount -5950", "price 34510"])
    expect(await settled(free.bookingId, monday)).toEqual({ owedCents: 0, paidCents: 0, openCents: 0 })
    expect(await db.seat.count({ where: { state: "confirmed" } })).toBe(3)
    expect(await db.booking.findUniqueOrThrow({ where: { id: free.bookingId } })).toMatchObject({ pays: "voucher" })
    expect((await listVouchers("de")).map(({ code, uses }) => [code, uses]).sort()).toEqual([
      ...[
        ["LESS", 1],
        ["SEAT", 1],
        ["SHARE", 1],
      ],
    ])
  })

  it("is for its format, its company and its time; what is not for somebody is not known to be for another", async () => {
    const { pricedRound, januaryRound, formats } = await world()
    const worth = { kind: "seat" } as const
    await voucher({ code: "OTHER", worth, formatId: formats.instant })
    await voucher({ code: "FIRM", worth, domain: "muster-anlagenbau.example" })
    await voucher({ code: "UNTIL", worth, expiresOn: "2026-12-07" })
    const { voucherId } = await voucher({ code: "GONE", worth })
    done(await withdrawVoucher({ voucherId }, organizer))
    const tried = async (voucher: string, fields: Partial<BookingInput> = {}, now?: Date) =>
      reasonOf(pricedRound.id, { voucher, ...fields }, now)
    expect(await tried("NEVER")).toBe("voucher_unknown")
    expect(await tried("OTHER")).toBe("voucher_unknown")
    expect(await tried("GONE")).toBe("voucher_unknown")
    expect(await tried("FIRM", { participant: people.jonas })).toBe("voucher_unknown")
    expect(await tried("FIRM")).toBe("held")
    expect(await tried("UNTIL", {}, at("2026-12-08T00:00"))).toBe("voucher_unknown")
    expect(await tried("UNTIL", {}, at("2026-12-07T23:59"))).toBe("held")
    expect(await reasonOf(januaryRound.id, { voucher: "FIRM" })).toBe("voucher_unknown")
  })

  it("is given back by a hold that lapses, and taken again with the seat", async () => {
    const { pricedRound, hold, petra, jonas } = await world()
    await voucher({ code: "SEAT", worth: { kind: "seat" } })
    const first = await hold(petra, pricedRound, { voucher: "SEAT" })
    expect(await reasonOf(pricedRound.id, { participant: jonas, voucher: "SEAT" })).toBe("voucher_used_up")
    await lapseHolds({ now: minutesAfter(monday, 31) })
    const second = await hold(jonas, pricedRound, { voucher: "SEAT", now: minutesAfter(monday, 31) })
    const verify = async (bookingId: string, minutes: number) => {
      const now = minutesAfter(monday, minutes)
      // The mail's link proves longer than the code.
      await db.booking.update({ where: { id: bookingId }, data: { codeIssuedAt: now } })
      return verifyBooking({ bookingId, proof: code({ bookingId }) }, { now })
    }
    expect(await verify(first.bookingId, 40)).toMatchObject({ ok: false, reason: "voucher_used_up" })
    await lapseHolds({ now: minutesAfter(monday, 62) })
    expect(await verify(first.bookingId, 63)).toMatchObject({ ok: true, status: "confirmed" })
    expect(await verify(second.bookingId, 64)).toMatchObject({ ok: false, reason: "voucher_used_up" })
    expect((await db.voucher.findFirstOrThrow()).uses).toBe(1)
  })

  it("has a name of its own", async () => {
    await voucher({ worth: { kind: "seat" } })
    const again = await createVoucher(voucherInput.parse({ code: "runde-2027", worth: { kind: "seat" } }), organizer)
    expect(again).toEqual({ ok: false, reason: "code_taken" })
  })
})

/** Twelve people use a voucher for three at the same moment, in two sessions. */
async function twelveAtOnce({ mostUses = 3 } = {}): Promise<string> {
  const { pricedRound, formats, session } = await world()
  const other = await session(formats.priced, "2027-02-25T16:00")
  await voucher({ code: "THREE", worth: { kind: "seat" }, mostUses })
  const answers = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      holdSeat(
        {
          ...wishFor(index % 2 ? pricedRound.id : other.id, person(`p${index}`)),
          voucher: "THREE",
          billing: undefined,
        },
        monday,
      ),
    ),
  )
  const words = answers.map((each) =>
    each.status === "rejected" ? "failed" : each.value.ok ? "held" : each.value.reason,
  )
  const count = (word: string) => words.filter((each) => each === word).length
  return `${count("held")} held, ${count("voucher_used_up")} used up`
}

describe("a voucher for three", () => {
  it("is used three times", async () => {
    await renewOwnDatabase({ without: pause("INSERT", "voucher_uses", 20) })
    expect(await twelveAtOnce()).toBe("3 held, 9 used up")
    await expectMoneyRight()
  })
  it("would be used more often without lock and limit: the twin", async () => {
    const isLost = async () => {
      await renewOwnDatabase({
        without:
          "CREATE OR REPLACE FUNCTION lock_vouchers() RETURNS void LANGUAGE sql AS '';" +
          constraint("vouchers", "vouchers_never_overused") +
          meet("INSERT", "voucher_uses", 2),
      })
      return (await twelveAtOnce({ mostUses: 1 })) !== "1 held, 11 used up"
    }
    expect(await untilLost(isLost)).toBe(true)
  })
})
