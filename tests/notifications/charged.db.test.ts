import { beforeEach, expect, it } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { createVoucher } from "@/lib/payments/create-voucher"
import { recordVatCheck } from "@/lib/payments/record-vat-check"
import { voucherInput } from "@/lib/payments/schema"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { billed, by, done, minutesAfter, monday, world } from "../support/world"

beforeEach(() => renewOwnDatabase())

const priceIn = async (kind: string) => {
  const mail = await db.mail.findFirstOrThrow({ where: { kind }, orderBy: { createdAt: "desc" } })
  return (mail.params as { price: object | null }).price
}
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
