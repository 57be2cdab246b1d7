import { describe, expect, it, vi } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { at, code, minutesAfter, monday, people, statesOf, world } from "../support/world"
import { awaiting, double, exceptions, later, paymentsOf, start, started, withStripe } from "./at-stripe"
import { refundsOf } from "./paying"

vi.setConfig({ testTimeout: 120_000 })

withStripe()

/** A seat in a session that begins so many minutes after nine, held from then on and verified in the ninth minute. */
async function soon(minutes: number) {
  const w = await world()
  const { id } = await w.session(w.formats.priced, "2026-12-07T12:00")
  await db.groupSession.update({
    where: { id },
    data: { startsAt: minutesAfter(monday, minutes), endsAt: minutesAfter(monday, minutes + 90) },
  })
  return { ...(await awaiting(w, { session: { id } })), sessionId: id }
}
const ends = async (paymentId: string) => {
  const { expiresAt, seat } = await db.payment.findUniqueOrThrow({ where: { id: paymentId }, include: { seat: true } })
  return [expiresAt, seat!.expiresAt]
}

describe("nobody pays for a seat whose session has begun", () => {
  it("since its page ends at the start, where Stripe can end it by then", async () => {
    const booking = await soon(50)
    const { paymentId } = await started(booking, later(19).now)
    expect(await ends(paymentId)).toEqual([at("2026-12-07T09:50"), at("2026-12-07T09:50")])
  })

  it("nor is the seat held beyond it", async () => {
    const w = await world()
    const { id } = await w.session(w.formats.priced, "2026-12-07T09:20")
    const held = await w.hold(people.petra, { id }, { payment: "card" })
    const verified = await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, later(9))
    expect(verified).toMatchObject({ status: "payment", heldUntil: at("2026-12-07T09:20") })
  })

  it("where less is left than Stripe allows for, the page is ended at the start", async () => {
    const booking = await soon(30)
    const { paymentId, checkoutId } = await started(booking, later(20).now)
    expect(await ends(paymentId)).toEqual([at("2026-12-07T09:51"), at("2026-12-07T09:30")])
    await expireCheckouts(later(29))
    expect(double.state.sessions.get(checkoutId)!.status).toBe("open")
    await expireCheckouts(later(30))
    expect(double.state.sessions.get(checkoutId)!.status).toBe("expired")
    expect(await paymentsOf(booking)).toEqual(["expired"])
    expect(double.checkout.pay(checkoutId, "card")).toBe(false)
    await lapseHolds(later(30))
    expect(await statesOf(booking)).toEqual(["released expired"])
  })

  it("and who has paid by then has the seat, also when it is heard of later", async () => {
    const booking = await soon(30)
    const { checkoutId } = await started(booking, later(20).now)
    later(29)
    double.checkout.pay(checkoutId, "card")
    await expireCheckouts(later(32))
    expect(await statesOf(booking)).toEqual(["confirmed"])
    expect([await refundsOf(booking), await exceptions()]).toEqual([[], []])
  })

  it("nor is a page opened again, also where the session was moved to an earlier time", async () => {
    const booking = await soon(60)
    const { checkoutId } = await started(booking, later(20).now)
    await db.groupSession.update({ where: { id: booking.sessionId }, data: { startsAt: at("2026-12-07T09:25") } })
    expect(await start(booking, later(25).now)).toEqual({ ok: false, reason: "session_closed" })
    expect(double.state.sessions.get(checkoutId)!.status).toBe("expired")
    expect(await start(booking, later(26).now)).toEqual({ ok: false, reason: "session_closed" })
  })
})
