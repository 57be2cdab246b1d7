import { describe, expect, it, vi } from "vitest"
import { db } from "@/lib/db"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { ownDatabase } from "../support/database"
import { lockIn, meet, uniqueIndex } from "../support/twin"
import { done, minutesAfter, monday, statesOf, world } from "../support/world"
import { awaiting, double, later, paymentsOf, setTime, start, started, ten, withStripe } from "./at-stripe"

vi.setConfig({ testTimeout: 120_000 })

withStripe()

describe("what Stripe answers badly", () => {
  it.each([
    [409, "before"],
    [429, "before"],
    [500, "before"],
    [500, "after"],
    ["hang_up", "before"],
    ["hang_up", "after"],
  ] as const)("%s %s: one session, with the same key", async (status, when) => {
    const booking = await awaiting(await world())
    double.fail({ status, when, times: 9, path: /sessions$/ })
    const first = await start(booking, ten)
    expect(first).toEqual({ ok: false, reason: "try_again" })
    double.forgive()
    done(await start(booking, ten))
    expect([double.state.sessions.size, await paymentsOf(booking)]).toEqual([1, ["open"]])
  })

  it("begins anew where Stripe goes on saying that it has failed", async () => {
    const booking = await awaiting(await world())
    double.fail({ status: 500, when: "kept", path: /sessions$/ })
    done(await start(booking, ten))
    expect([double.state.sessions.size, (await paymentsOf(booking)).sort()]).toEqual([
      1,
      ["failed not_created", "open"],
    ])
  })

  it("would make several without the key: the twin", async () => {
    const booking = await awaiting(await world())
    double.keys.forgetful = true
    double.fail({ status: "hang_up", when: "after", times: 3, path: /sessions$/ })
    await start(booking, ten)
    done(await start(booking, ten))
    expect(double.state.sessions.size).toBe(4)
  })

  /** The key is stored, the answer is not, and somebody pays; no event comes. */
  const crashed = async () => {
    const booking = await awaiting(await world())
    const { paymentId, checkoutId } = await started(booking, ten)
    await db.payment.update({
      where: { id: paymentId },
      data: { state: "created", checkoutId: null, url: null, livemode: null, syncedAt: null },
    })
    double.checkout.pay(checkoutId, "card")
    const over = later(42)
    // Stripe's clock is behind ours, and would let another one be created.
    setTime(ten)
    await expireCheckouts(over)
    await lapseHolds(over)
    return [await statesOf(booking), double.state.sessions.size]
  }

  it("finds the session again that was created before a crash let us write it down", async () =>
    expect(await crashed()).toEqual([["confirmed"], 1]))
  it("would ask for another one without the key, and lose the seat: the twin", async () => {
    double.keys.forgetful = true
    expect(await crashed()).toEqual([["released expired"], 2])
  })

  it("gives up what Stripe refuses for good", async () => {
    const booking = await awaiting(await world())
    setTime(minutesAfter(monday, 20))
    expect(await start(booking, ten)).toEqual({ ok: false, reason: "try_again" })
    expect(await paymentsOf(booking)).toEqual(["failed not_created", "failed not_created"])
  })
})

/** Three clicks at once, and as many pages. */
async function clicked({ without = "" } = {}): Promise<{ urls: number; attempts: number }> {
  const booking = await awaiting(await world())
  if (without) await ownDatabase().query(without)
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => start(booking, ten)))
  const urls = outcomes.flatMap((one) => (one.status === "fulfilled" && one.value.ok ? [one.value.url] : []))
  return { urls: new Set(urls).size, attempts: (await paymentsOf(booking)).length }
}

describe("a double click on pay, and a second tab", () => {
  it("lead to one page", async () => expect(await clicked()).toEqual({ urls: 1, attempts: 1 }))
  it("would open two without the locks and the index: the twin", async () => {
    const without = [
      lockIn("lock_sessions", "lock_seats", "lock_booking"),
      uniqueIndex("payments_one_open_per_booking"),
      meet("UPDATE", "seats", 2),
    ].join("\n")
    expect((await clicked({ without })).attempts).toBeGreaterThan(1)
  })
})
