import { beforeEach, describe, expect, it } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { cancel, changeNow } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { replaced } from "../support/twin"
import { by, code, done, minutesAfter, monday, statesOf, world } from "../support/world"
import { expectMoneyRight } from "./money"
import { ledgerOf, paidFor, payment, refundsOf, seatOf } from "./paying"

beforeEach(() => renewOwnDatabase())

/** A seat that is held, verified at `now` and to be paid by card. */
async function awaiting(
  w: Awaited<ReturnType<typeof world>>,
  { session = w.pricedRound, person = w.petra, now = minutesAfter(monday, 20) } = {},
) {
  const held = await w.hold(person, session, { payment: "card" })
  const verified = done(
    await verifyBooking({ bookingId: held.bookingId, proof: { ...code(held) } }, { now: minutesAfter(monday, 9) }),
  )
  expect(verified).toMatchObject({ status: "payment" })
  return { ...held, seatId: await seatOf(held), heldUntil: verified.heldUntil!, now }
}

describe("a seat that is paid by card", () => {
  it("stays held for thirty minutes from the code on, and is sure when it is paid, once", async () => {
    const w = await world()
    const { seatId, heldUntil, ...booking } = await awaiting(w)
    expect(heldUntil).toEqual(minutesAfter(monday, 39))
    expect(await statesOf(booking)).toEqual(["held"])
    await drainJobs()
    expect(await db.mail.count({ where: { kind: "confirmed" } })).toBe(0)
    const id = await payment(
      { ...booking, seatId },
      { grossCents: 34_510, state: "open", now: minutesAfter(monday, 12) },
    )
    const [first, again] = [
      await paidFor(booking.bookingId, seatId, id, minutesAfter(monday, 15)),
      await paidFor(booking.bookingId, seatId, id, minutesAfter(monday, 16)),
    ]
    expect([first, again]).toEqual([
      { ok: true, seatId },
      { ok: true, seatId },
    ])
    expect(await statesOf(booking)).toEqual(["confirmed"])
    await drainJobs()
    expect(await db.activity.count({ where: { kind: "seat.confirmed" } })).toBe(1)
    expect(await ledgerOf(booking)).toEqual(["payment 34510", "price 34510"])
    expect(await refundsOf(booking)).toEqual([])
  })

  it("hears the same answer again within its time, and does not hold longer by that", async () => {
    const w = await world()
    const { heldUntil, ...booking } = await awaiting(w)
    const again = await verifyBooking(
      { bookingId: booking.bookingId, proof: code(booking) },
      { now: minutesAfter(monday, 9.5) },
    )
    expect(again).toMatchObject({ ok: true, status: "payment", heldUntil })
  })

  it("lapses unpaid; paid afterwards it takes a free seat, or none, and the money goes back", async () => {
    const w = await world()
    const first = await awaiting(w)
    const second = await awaiting(w, { person: w.jonas })
    await lapseHolds({ now: minutesAfter(monday, 60) })
    expect([await statesOf(first), await statesOf(second)]).toEqual([["released expired"], ["released expired"]])
    const pay = async ({ bookingId, seatId }: typeof first, minutes: number) => {
      const now = minutesAfter(monday, minutes)
      const id = await payment({ bookingId, seatId }, { grossCents: 34_510, state: "open", now })
      return paidFor(bookingId, seatId, id, now)
    }
    await db.groupSession.update({ where: { id: w.pricedRound.id }, data: { capacity: 1 } })
    expect(await pay(first, 61)).toMatchObject({ ok: true })
    expect(await statesOf(first)).toEqual(["released expired", "confirmed"])
    expect(await pay(second, 62)).toEqual({ ok: false, reason: "no_seat" })
    expect([await refundsOf(first), await refundsOf(second)]).toEqual([[], ["34510 wanted"]])
  })

  it("gets the money back when the seat was given back or the session called off while paying", async () => {
    const w = await world()
    const [given, off] = [await awaiting(w), await awaiting(w, { person: w.jonas })]
    const now = minutesAfter(monday, 15)
    const ids = await Promise.all([given, off].map((each) => payment(each, { grossCents: 34_510, state: "open", now })))
    done(await releaseSeat(given, by("participant", now)))
    done(await changeNow(w.pricedRound, cancel, by("organizer", now)))
    for (const [index, { bookingId, seatId }] of [given, off].entries()) {
      expect(await paidFor(bookingId, seatId, ids[index]!, now)).toEqual({ ok: false, reason: "no_seat" })
      expect(await refundsOf({ bookingId })).toEqual(["34510 wanted"])
    }
  })

  it("gets it back where the person has a seat by another booking meanwhile", async () => {
    const w = await world()
    const { bookingId, seatId } = await awaiting(w)
    await w.book(w.petra, w.pricedRound, { now: minutesAfter(monday, 10) })
    const now = minutesAfter(monday, 15)
    const id = await payment({ bookingId, seatId }, { grossCents: 34_510, state: "open", now })
    expect(await paidFor(bookingId, seatId, id, now)).toEqual({ ok: false, reason: "no_seat" })
    expect(await refundsOf({ bookingId })).toEqual(["34510 wanted"])
  })
})

/** The hold runs out while somebody pays, and somebody else wants the only seat. */
async function soldAgain(): Promise<string> {
  const w = await world()
  const session = await w.session(w.formats.priced, "2027-02-25T16:00", { capacity: 1 })
  const { bookingId, seatId } = await awaiting(w, { session })
  await payment({ bookingId, seatId }, { grossCents: 34_510, state: "open", now: minutesAfter(monday, 30) })
  await lapseHolds({ now: minutesAfter(monday, 60) })
  const other = await w.hold(w.jonas, session, { now: minutesAfter(monday, 60) }).then(
    () => "held",
    () => "full",
  )
  return `${(await statesOf({ bookingId })).join()}, ${other}`
}

describe("a hold that is being paid", () => {
  it("does not lapse", async () => {
    expect(await soldAgain()).toBe("held, full")
    await expectMoneyRight()
  })
  it("would be sold again if nobody looked at its payment: the twin", async () => {
    await renewOwnDatabase({ without: replaced("lapse_holds", "AND NOT being_paid(s.id)", "") })
    expect(await soldAgain()).toBe("released expired, held")
  })
})
