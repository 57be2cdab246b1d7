import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { createVoucher } from "@/lib/payments/create-voucher"
import { recordVatCheck } from "@/lib/payments/record-vat-check"
import { voucherInput } from "@/lib/payments/schema"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { pointTo } from "../payments/at-stripe"
import { payment, settled } from "../payments/paying"
import { billed, by, done, minutesAfter, monday, world } from "../support/world"

beforeEach(() => renewOwnDatabase())
afterEach(() => vi.restoreAllMocks())

const lastOf = async (kind: string) =>
  (await db.mail.findFirstOrThrow({ where: { kind }, orderBy: { createdAt: "desc" } })).params
const priceIn = async (kind: string) => ((await lastOf(kind)) as { price: object | null }).price
const voucher = (worth: object) =>
  createVoucher(voucherInput.parse({ code: "RUNDE-2027", worth }), by("organizer", monday))

it("a mail says what is left to pay with a voucher", async () => {
  const { petra, book, pricedRound, formats, session } = await world()
  done(await voucher({ kind: "percent", percent: 20 }))
  const { bookingId } = await book(petra, pricedRound, { voucher: "RUNDE-2027" })
  await drainJobs()
  expect(await priceIn("confirmed")).toMatchObject({ netCents: 23_200, vatRateBasisPoints: 1_900 })
  const next = await session(formats.priced, "2027-02-25T16:00")
  done(await rebookSeat({ bookingId, sessionId: next.id }, by("participant", minutesAfter(monday, 60))))
  await drainJobs()
  expect(await priceIn("rebooked")).toMatchObject({ netCents: 23_200, vatRateBasisPoints: 1_900 })
})

it("says none where the voucher pays for all of it", async () => {
  const { petra, book, pricedRound } = await world()
  done(await voucher({ kind: "seat" }))
  await book(petra, pricedRound, { voucher: "RUNDE-2027" })
  await drainJobs()
  expect(await priceIn("confirmed")).toBeNull()
})

it("asks whoever owes the VAT themselves for none", async () => {
  const { petra, hold, pricedRound, code } = await world()
  const vatId = "ATU33864707"
  const held = await hold(petra, pricedRound, { billing: { ...billed, country: "AT", vatId } })
  done(await recordVatCheck({ bookingId: held.bookingId, vatId, valid: true }, by("organizer", monday)))
  done(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday }))
  await drainJobs()
  expect(await priceIn("confirmed")).toMatchObject({ netCents: 29_000, vatRateBasisPoints: 0 })
})

it("leads whoever pays by card to paying once the seat is sure, and with the difference of a dearer date", async () => {
  pointTo(undefined)
  const { petra, book, format, session, answerAll } = await world()
  const reviewed = (slug: string, priceNetCents: number) =>
    format(slug, { admission: "reviewed", payBy: ["invoice", "card"], priceNetCents })
  const [cheap, dear] = [await reviewed("cheap", 29_000), await reviewed("dear", 39_000)]
  const { bookingId } = await book(petra, await session(cheap, "2027-02-18T16:00"), { payment: "card" })
  await drainJobs()
  expect(await lastOf("reserved"), "nothing is charged before").not.toHaveProperty("pay")
  const sure = await answerAll()
  await drainJobs()
  expect(await lastOf("confirmed")).toMatchObject({ pay: { cents: 34_510, currency: "EUR" } })
  await payment({ bookingId }, { grossCents: 34_510, now: sure })
  await settled(bookingId, sure)
  const dearer = await session(dear, "2027-02-25T16:00")
  done(await rebookSeat({ bookingId, sessionId: dearer.id }, by("participant", minutesAfter(sure, 60))))
  await answerAll()
  await drainJobs()
  expect(await lastOf("rebooked")).toMatchObject({ pay: { cents: 11_900 } })
})

it("asks nobody to pay by card who gets an invoice", async () => {
  pointTo(undefined)
  const { petra, book, pricedRound } = await world()
  await book(petra, pricedRound)
  await drainJobs()
  expect(await lastOf("confirmed")).toMatchObject({ pay: null })
})
