import { describe, expect, it, vi } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { replayEvents } from "@/lib/payments/replay-events"
import * as rules from "@/lib/payments/rules-checkout"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { stripe } from "@/lib/stripe"
import { copyDatabase, ownDatabase, renewOwnDatabase } from "../support/database"
import { by, done, statesOf, world } from "../support/world"
import { awaiting, booked, confirmations, double, later, now, price, started, ten, withStripe } from "./at-stripe"
import { whatIsWrong } from "./money"

vi.setConfig({ testTimeout: 120_000 })

withStripe({ listens: true })

describe("catching up", () => {
  it("finds what was never told", async () => {
    const booking = await booked()
    double.events.delivery = { lose: true }
    double.checkout.pay(booking.checkoutId, "card")
    expect([await replayEvents(later(60)), await replayEvents(later(120))]).toEqual([1, 0])
    expect([await statesOf(booking), await confirmations()]).toEqual([["confirmed"], 1])
  })

  /**
   * One has paid, one has paid for a seat that was gone, one has had the money back: then a backup from before is put back, and all
   * of thirty days is told again, twice.
   */
  const restored = async () => {
    const w = await world()
    const [paid, late, back] = [
      await awaiting(w),
      await awaiting(w, { person: w.jonas }),
      await awaiting(w, { person: w.karin }),
    ]
    const [one, two, three] = [await started(paid, ten), await started(late, ten), await started(back, ten)]
    done(await releaseSeat({ bookingId: late.bookingId }, by("participant", ten)))
    const backup = await copyDatabase(ownDatabase())
    for (const { checkoutId } of [one, two, three]) double.checkout.pay(checkoutId, "card")
    await double.events.settled()
    await sendRefunds(later(12))
    await double.events.settled()
    await renewOwnDatabase({ kept: backup })
    await backup.drop()
    expect(await statesOf(paid)).toEqual(["held"])
    const days = later(20 * 24 * 60)
    for (const _ of [1, 2]) {
      await replayEvents(days)
      await db.stripeEvent.deleteMany()
    }
    await sendRefunds(days)
    const told = await db.activity.count({ where: { kind: "payment.returned" } })
    return { states: [await statesOf(paid), await statesOf(late), await statesOf(back)].flat(), told }
  }
  const sure = ["confirmed", "released cancelled", "confirmed"]

  it("brings a restored database up to date, and has no effect twice", async () => {
    expect(await restored()).toEqual({ states: sure, told: 1 })
    expect([...double.state.refunds.values()].map(({ amount }) => amount)).toEqual([price])
  })
  it("would say twice what it says if what is known were news: the twin", async () => {
    vi.spyOn(rules, "isNews").mockReturnValue(true)
    expect(await restored()).toEqual({ states: sure, told: 2 })
  })

  /** A backup from before the payment was begun: neither it nor, perhaps, its booking is known. */
  const forgotten = async () => {
    const booking = await awaiting(await world())
    const backup = await copyDatabase(ownDatabase())
    const { checkoutId } = await started(booking, ten)
    double.checkout.pay(checkoutId, "card")
    await double.events.settled()
    // Much else has happened since: more than a page of the list.
    double.events.delivery = { lose: true }
    for (let other = 0; other < 150; other++)
      double.events.tell("checkout.session.expired", { id: `cs_other_${other}` })
    await renewOwnDatabase({ kept: backup })
    await backup.drop()
    const days = later(20 * 24 * 60)
    // The next event is told before the lost ones are gone through.
    double.events.delivery = {}
    double.events.tell("checkout.session.expired", { id: "cs_of_somebody_else" })
    await double.events.settled()
    for (const _ of [1, 2]) await replayEvents(days)
    return { ...booking, checkoutId }
  }

  it("finds what was paid and is unknown since a backup was put back, once, for a person", async () => {
    const { checkoutId, reference } = await forgotten()
    expect(await db.paymentException.findMany()).toMatchObject([
      {
        kind: "unexpected",
        paymentId: null,
        detail: { checkoutId, reference, came: { cents: price, currency: "EUR" } },
      },
    ])
    await db.paymentException.updateMany({ data: { resolvedAt: now } })
    await db.stripeEvent.deleteMany()
    await replayEvents({ now })
    expect(await db.paymentException.count({ where: { resolvedAt: null } })).toBe(0)
  })
  it("would not find it if only what came after the last event were gone through: the twin", async () => {
    const list = double.state.events
    vi.spyOn(stripe().events, "list").mockReturnValue({
      async *[Symbol.asyncIterator]() {
        for (const event of list) if (event.created * 1000 > +now - 3 * 24 * 60 * 60_000) yield event
      },
    } as never)
    await forgotten()
    expect(await whatIsWrong(double)).toContain("Stripe has money of which nobody knows")
  })
})
