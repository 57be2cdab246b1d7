import { afterEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { listRevenue, listRevenueYears } from "@/lib/payments/queries-revenue"
import { byMonth, totalOf } from "@/lib/payments/rules-revenue"
import { saveSettings } from "@/lib/sessions/settings"
import { renewOwnDatabase } from "../support/database"
import { countQueries } from "../support/query-count"
import { at, by, monday, people, world, type WorldBooking } from "../support/world"

afterEach(renewOwnDatabase)

type Kind = "price" | "discount" | "fee" | "payment" | "refund"

/** Lines of the ledger as the payments write them: net and VAT; of what has moved the gross. */
async function write(
  { bookingId }: WorldBooking,
  lines: [kind: Kind, day: string, netCents: number, vatCents?: number][],
) {
  const { id: seatId } = await db.seat.findFirstOrThrow({ where: { bookingId } })
  for (const [index, [kind, day, netCents, vatCents = 0]] of lines.entries()) {
    const moved = kind === "payment" || kind === "refund"
    const { paymentId, refundId } = moved ? await move(bookingId, kind, netCents) : { paymentId: null, refundId: null }
    await db.ledgerEntry.create({
      data: {
        ...{ bookingId, kind, occasion: `${kind}:${bookingId}:${index}`, netCents, vatCents, paymentId, refundId },
        ...{ grossCents: netCents + vatCents, vatRateBasisPoints: vatCents ? 1900 : 0, currency: "EUR", at: at(day) },
        ...(!moved && { seatId, vatCategory: vatCents ? "S" : "O" }),
      },
    })
  }
}

let payment: string
async function move(bookingId: string, kind: "payment" | "refund", grossCents: number) {
  const about = { createdAt: monday, settledAt: monday }
  if (kind === "payment") {
    const data = { bookingId, method: "card", grossCents, currency: "EUR", state: "paid", ...about } as const
    payment = (await db.payment.create({ data })).id
    return { paymentId: payment, refundId: null }
  }
  const data = {
    paymentId: payment,
    grossCents: -grossCents,
    occasion: bookingId,
    state: "succeeded",
    ...about,
  } as const
  return { paymentId: payment, refundId: (await db.refund.create({ data })).id }
}

async function house() {
  const w = await world()
  const onSite = await w.format("on-site", { position: 9, priceNetCents: 39_000, payBy: ["invoice"] })
  const petra = await w.book(people.petra, w.pricedRound)
  const jonas = await w.book(people.jonas, await w.session(onSite, "2027-03-04T16:00"))
  return { ...w, onSite, petra, jonas }
}

describe("the revenue of a year", () => {
  it("is by month and format, to the cent, with fees and refunds apart", async () => {
    const { petra, jonas, formats, onSite } = await house()
    await write(petra, [
      ["price", "2026-12-07T09:00", 29_000, 5_510],
      ["discount", "2026-12-07T09:00", -3_333, -633],
      ["payment", "2026-12-09T09:00", 30_544],
      // Given back late: the price is taken back, a fee is owed, the rest is refunded.
      ["price", "2027-02-10T09:00", -29_000, -5_510],
      ["discount", "2027-02-10T09:00", 3_333, 633],
      ["fee", "2027-02-10T09:00", 12_834],
      ["refund", "2027-02-11T09:00", -17_710],
    ])
    await write(jonas, [["price", "2026-12-30T09:00", 39_000, 7_410]])

    const rows = await listRevenue(2026, "de")
    expect(rows).toEqual([
      {
        ...{ month: "2026-12", formatId: formats.priced, formatName: "KI-Gruppen-Session" },
        ...{ netCents: 25_667, vatCents: 4_877, grossCents: 30_544, feeNetCents: 0, feeVatCents: 0, feeGrossCents: 0 },
        refundedCents: 0,
      },
      expect.objectContaining({ formatId: onSite, netCents: 39_000, vatCents: 7_410, grossCents: 46_410 }),
    ])
    expect(await listRevenue(2027, "de")).toEqual([
      expect.objectContaining({
        ...{ month: "2027-02", netCents: -25_667, vatCents: -4_877, grossCents: -30_544 },
        ...{ feeNetCents: 12_834, feeVatCents: 0, feeGrossCents: 12_834, refundedCents: 17_710 },
      }),
    ])
    expect(byMonth(rows).map(({ month, total }) => [month, total.netCents, total.vatCents])).toEqual([
      ["2026-12", 64_667, 12_287],
    ])
    // What was owed in all the years is what the ledger says, and what is left is what was not paid back.
    const all = totalOf((await Promise.all([2026, 2027].map((year) => listRevenue(year, "de")))).flat())
    const { _sum } = await db.ledgerEntry.aggregate({
      where: { kind: { in: ["price", "discount", "fee"] } },
      _sum: { netCents: true, vatCents: true, grossCents: true },
    })
    expect(_sum).toEqual({
      netCents: all.netCents + all.feeNetCents,
      vatCents: all.vatCents + all.feeVatCents,
      grossCents: all.grossCents + all.feeGrossCents,
    })
  })

  it("begins at midnight where the house is", async () => {
    const { petra, jonas } = await house()
    await write(petra, [["price", "2026-12-31T23:59", 29_000, 5_510]])
    await write(jonas, [["price", "2027-01-01T00:00", 39_000, 7_410]])
    const months = async (year: number) =>
      (await listRevenue(year, "de")).map(({ month, netCents }) => [month, netCents])
    expect([await months(2026), await months(2027)]).toEqual([[["2026-12", 29_000]], [["2027-01", 39_000]]])
    expect(await listRevenueYears()).toEqual([2027, 2026])
    await saveSettings({ timeZone: "Asia/Kathmandu" }, by("organizer", monday))
    expect([await months(2026), await months(2027)]).toEqual([
      [],
      [
        ["2027-01", 29_000],
        ["2027-01", 39_000],
      ],
    ])
    expect(await listRevenueYears()).toEqual([2027])
  })

  it("leaves out what came to nothing, and asks the same number of questions however much there is", async () => {
    const { petra, book, pricedRound } = await house()
    expect([await listRevenue(2026, "de"), await listRevenueYears()]).toEqual([[], []])
    await write(petra, [["price", "2026-12-07T09:00", 0]])
    expect(await listRevenue(2026, "de")).toEqual([])
    const few = await countQueries(() => listRevenue(2026, "de"))
    for (const person of [people.karin, people.thomas])
      await write(await book(person, pricedRound), [["price", "2026-12-08T09:00", 29_000, 5_510]])
    expect(await countQueries(() => listRevenue(2026, "de"))).toBe(few)
    expect(totalOf(await listRevenue(2026, "en"))).toMatchObject({ netCents: 58_000, grossCents: 69_020 })
  })
})
