import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { db, transaction } from "@/lib/db"
import { applyCheckout } from "@/lib/payments/apply-checkout"
import { askCheckout } from "@/lib/payments/ask-checkout"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { findAccount } from "@/lib/payments/queries"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { syncPayment } from "@/lib/payments/sync-payment"
import type { Double } from "@/scripts/stripe-double/server"
import { renewOwnDatabase } from "../support/database"
import { lockIn, pause, uniqueIndex } from "../support/twin"
import { done, minutesAfter, monday, statesOf, world } from "../support/world"
import { awaiting, exceptions, paymentsOf, start, started, stripeAt } from "./at-stripe"
import { ledgerOf, refundsOf } from "./paying"

let double: Double
let setTime: (to: Date) => void
const ten = minutesAfter(monday, 10)
const later = (minutes: number) => {
  setTime(minutesAfter(monday, minutes))
  return { now: minutesAfter(monday, minutes) }
}

beforeEach(async () => {
  await renewOwnDatabase()
  ;({ double, setTime } = await stripeAt(ten))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await double.stop()
})

describe("paying by card", () => {
  it("opens a page for half an hour at least, holds the seat as long, and is sure once it is paid", async () => {
    const booking = await awaiting(await world())
    const { paymentId, checkoutId } = await started(booking, ten)
    const payment = await db.payment.findUniqueOrThrow({ where: { id: paymentId }, include: { seat: true } })
    expect(payment).toMatchObject({ state: "open", grossCents: 34_510, expiresAt: minutesAfter(monday, 41) })
    expect(payment.seat?.expiresAt).toEqual(payment.expiresAt)
    expect(double.state.sessions.get(checkoutId)).toMatchObject({
      amount_total: 34_510,
      client_reference_id: paymentId,
    })
    expect(await syncPayment({ paymentId }, later(11))).toBe("open")
    double.checkout.pay(checkoutId, "declined")
    expect(await syncPayment({ paymentId }, later(12))).toBe("open")
    double.checkout.pay(checkoutId, "card")
    expect([await syncPayment({ paymentId }, later(13)), await syncPayment({ paymentId }, later(14))]).toEqual([
      ...["paid", "paid"],
    ])
    expect(await statesOf(booking)).toEqual(["confirmed"])
    expect(await ledgerOf(booking)).toEqual(["payment 34510", "price 34510"])
    expect(await start(booking, minutesAfter(monday, 15))).toEqual({ ok: false, reason: "nothing_to_pay" })
  })

  it("is refused without keys, once the hold has run out, and before the mailbox is proved", async () => {
    const w = await world()
    const booking = await awaiting(w)
    expect(await start(booking, minutesAfter(monday, 45))).toEqual({ ok: false, reason: "hold_expired" })
    const typed = await w.hold(w.jonas, w.pricedRound, { payment: "card" })
    expect(await start(typed, ten)).toEqual({ ok: false, reason: "not_found" })
    vi.restoreAllMocks()
    expect(await start(booking, ten)).toEqual({ ok: false, reason: "payment_not_offered" })
  })

  it("is refused where the format takes invoices only", async () => {
    const w = await world()
    await db.format.update({ where: { id: w.formats.priced }, data: { payBy: ["invoice"] } })
    const booking = await w.book(w.petra, w.pricedRound)
    expect(await start(booking, ten)).toEqual({ ok: false, reason: "payment_not_offered" })
    expect(await findAccount(booking.bookingId, ten)).toMatchObject({ openCents: 34_510, payable: false })
  })

  it("costs what was agreed, whatever the format costs since", async () => {
    const w = await world()
    const booking = await awaiting(w)
    await db.format.update({ where: { id: w.formats.priced }, data: { priceNetCents: 99_000 } })
    const { paymentId, checkoutId } = await started(booking, ten)
    double.checkout.pay(checkoutId, "card")
    await syncPayment({ paymentId }, later(12))
    expect(await ledgerOf(booking)).toEqual(["payment 34510", "price 34510"])
  })

  it("stays paid when an older answer comes last", async () => {
    const booking = await awaiting(await world())
    const { paymentId, checkoutId } = await started(booking, ten)
    const asked = await db.payment.findUniqueOrThrow({ where: { id: paymentId } })
    const before = await askCheckout(asked)
    double.checkout.pay(checkoutId, "card")
    const { now } = later(12)
    await syncPayment({ paymentId }, { now })
    expect(await transaction((tx) => applyCheckout(tx, { paymentId, session: before, now }), { now })).toBe("paid")
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })

  it("pays what is open of an invoice too", async () => {
    const w = await world()
    const booking = await w.book(w.petra, w.pricedRound)
    const { paymentId, checkoutId } = await started(booking, ten)
    double.checkout.pay(checkoutId, "card")
    expect(await syncPayment({ paymentId }, later(12))).toBe("paid")
    expect(await ledgerOf(booking)).toEqual(["price 34510", "payment 34510"])
  })
})

describe("a debit", () => {
  it("is under way for days, and then paid or not", async () => {
    const w = await world()
    const [good, bad] = [
      await awaiting(w, { payment: "sepa_debit" }),
      await awaiting(w, { payment: "sepa_debit", person: w.jonas }),
    ]
    const [one, two] = [await started(good, ten), await started(bad, ten)]
    for (const { checkoutId, paymentId } of [one, two]) {
      double.checkout.pay(checkoutId, "sepa_debit")
      expect(await syncPayment({ paymentId }, later(12))).toBe("processing")
    }
    expect(await start(good, minutesAfter(monday, 13))).toEqual({ ok: false, reason: "payment_under_way" })
    const days = later(3 * 24 * 60)
    await expireCheckouts(days)
    await lapseHolds(days)
    expect([await statesOf(good), await statesOf(bad)]).toEqual([["held"], ["held"]])
    double.checkout.settleDebit(one.checkoutId, { succeeds: true })
    double.checkout.settleDebit(two.checkoutId, { succeeds: false })
    await syncPayment(one, days)
    await syncPayment(two, days)
    await lapseHolds(days)
    expect([await statesOf(good), await statesOf(bad)]).toEqual([["confirmed"], ["released expired"]])
    expect(await paymentsOf(bad)).toEqual(["failed debit_not_authorized"])
  })
})

describe("what is not ours", () => {
  it.each([
    ["amount", { amount_total: 34_509 }],
    ["currency", { currency: "chf" }],
    ["mode", { livemode: true }],
    ["attempt", { client_reference_id: "another" }],
  ])("confirms nothing with another %s, and waits for a person", async (_, other) => {
    const booking = await awaiting(await world())
    const { paymentId, checkoutId } = await started(booking, ten)
    double.checkout.pay(checkoutId, "card")
    Object.assign(double.state.sessions.get(checkoutId)!, other)
    for (const minutes of [12, 13]) await syncPayment({ paymentId }, later(minutes))
    expect([await statesOf(booking), await exceptions()]).toEqual([["held"], ["mismatch"]])
    expect(await paymentsOf(booking)).toEqual(["failed mismatch"])
  })
})

describe("a hold that runs out while somebody pays", () => {
  it("ends the page first; then it lapses, and whoever comes late is not charged", async () => {
    const booking = await awaiting(await world())
    const { checkoutId } = await started(booking, ten)
    const over = later(42)
    await lapseHolds(over)
    expect(await statesOf(booking)).toEqual(["held"])
    await expireCheckouts(over)
    await lapseHolds(over)
    expect([await statesOf(booking), await paymentsOf(booking)]).toEqual([["released expired"], ["expired"]])
    expect(double.checkout.pay(checkoutId, "card")).toBe(false)
  })

  it("keeps the seat where somebody had just paid, and expiring comes too late", async () => {
    const booking = await awaiting(await world())
    const { checkoutId } = await started(booking, ten)
    double.checkout.pay(checkoutId, "card")
    const over = later(42)
    await Promise.all([expireCheckouts(over), lapseHolds(over), expireCheckouts(over)])
    expect([await statesOf(booking), await paymentsOf(booking)]).toEqual([["confirmed"], ["paid"]])
    expect(await refundsOf(booking)).toEqual([])
  })

  it("stays held while Stripe cannot be reached", async () => {
    const booking = await awaiting(await world())
    await started(booking, ten)
    double.fail({ status: "hang_up", when: "before", times: 100 })
    const over = later(42)
    expect(await expireCheckouts(over)).toBe(0)
    await lapseHolds(over)
    expect(await statesOf(booking)).toEqual(["held"])
  })
})

describe("what Stripe answers badly", () => {
  it.each([
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

  it("finds the session again that was created before we could write it down", async () => {
    const booking = await awaiting(await world())
    const { paymentId, checkoutId } = await started(booking, ten)
    // As a crash leaves it: the key is stored, the answer is not.
    await db.payment.update({
      where: { id: paymentId },
      data: { state: "created", checkoutId: null, url: null, livemode: null, syncedAt: null },
    })
    double.checkout.pay(checkoutId, "card")
    const over = later(42)
    await expireCheckouts(over)
    expect([await statesOf(booking), double.state.sessions.size]).toEqual([["confirmed"], 1])
  })

  it("gives up what Stripe refuses for good", async () => {
    const booking = await awaiting(await world())
    setTime(minutesAfter(monday, 20))
    expect(await start(booking, ten)).toEqual({ ok: false, reason: "try_again" })
    expect(await paymentsOf(booking)).toEqual(["failed not_created", "failed not_created"])
  })
})

/** Three clicks at once, and as many pages. */
async function clicked(): Promise<{ urls: number; attempts: number }> {
  const booking = await awaiting(await world())
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => start(booking, ten)))
  const urls = outcomes.flatMap((one) => (one.status === "fulfilled" && one.value.ok ? [one.value.url] : []))
  return { urls: new Set(urls).size, attempts: (await paymentsOf(booking)).length }
}

describe("a double click on pay, and a second tab", () => {
  it("lead to one page", async () => expect(await clicked()).toEqual({ urls: 1, attempts: 1 }))
  it("would open two without the locks and the index: the twin", async () => {
    await renewOwnDatabase({
      without: [
        lockIn("lock_sessions", "lock_seats", "lock_booking"),
        uniqueIndex("payments_one_open_per_booking"),
        pause("INSERT", "payments", 200),
      ].join("\n"),
    })
    expect((await clicked()).attempts).toBeGreaterThan(1)
  })
})
