import { describe, expect, it, vi } from "vitest"
import { db, transaction } from "@/lib/db"
import { applyCheckout } from "@/lib/payments/apply-checkout"
import { askCheckout } from "@/lib/payments/ask-checkout"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { findAccount } from "@/lib/payments/queries"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import * as rules from "@/lib/payments/rules-checkout"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { syncPayment } from "@/lib/payments/sync-payment"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { before, lockIn, meet, replaced, untilLost } from "../support/twin"
import { by, done, minutesAfter, monday, statesOf, world } from "../support/world"
import {
  awaiting,
  double,
  exceptions,
  later,
  leaveOpen,
  paymentsOf,
  pointTo,
  price,
  setTime,
  start,
  started,
  ten,
  withStripe,
} from "./at-stripe"
import { expectMoneyRight } from "./money"
import { ledgerOf, refundsOf } from "./paying"

vi.setConfig({ testTimeout: 120_000 })

withStripe()

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
    leaveOpen(price)
    const w = await world()
    await db.format.update({ where: { id: w.formats.priced }, data: { payBy: ["invoice"] } })
    const booking = await w.book(w.petra, w.pricedRound)
    expect(await start(booking, ten)).toEqual({ ok: false, reason: "payment_not_offered" })
    expect(await findAccount(booking.bookingId, ten)).toMatchObject({ openCents: 34_510, payable: false })
  })

  /** The format becomes dearer between hold and page, and again between page and payment. */
  const dearerMeanwhile = async () => {
    const w = await world()
    const booking = await awaiting(w)
    const raise = (priceNetCents: number) =>
      db.format.update({ where: { id: w.formats.priced }, data: { priceNetCents } })
    await raise(99_000)
    const { paymentId, checkoutId } = await started(booking, ten)
    await raise(199_000)
    double.checkout.pay(checkoutId, "card")
    await syncPayment({ paymentId }, later(12))
    return ledgerOf(booking)
  }

  it("costs what was agreed, whatever the format costs since", async () =>
    expect(await dearerMeanwhile()).toEqual(["payment 34510", "price 34510"]))
  it("would cost what the format costs now if the booking did not keep its price: the twin", async () => {
    const forgets = `UPDATE bookings SET price_net_cents = NEW.price_net_cents WHERE price_net_cents IS NOT NULL`
    await renewOwnDatabase({ without: before("UPDATE", "formats", forgets) })
    expect(await dearerMeanwhile()).not.toContain("payment 34510")
  })

  /** An answer from before the payment is written down after it. */
  const overtaken = async () => {
    const booking = await awaiting(await world())
    const { paymentId, checkoutId } = await started(booking, ten)
    const asked = await db.payment.findUniqueOrThrow({ where: { id: paymentId } })
    const session = await askCheckout(asked)
    double.checkout.pay(checkoutId, "card")
    const { now } = later(12)
    await syncPayment({ paymentId }, { now })
    await transaction((tx) => applyCheckout(tx, { paymentId, session, now }), { now })
    return [await statesOf(booking), await paymentsOf(booking)]
  }

  it("stays paid when an older answer comes last", async () =>
    expect(await overtaken()).toEqual([["confirmed"], ["paid"]]))
  it("would be open again if the state could go backwards: the twin", async () => {
    vi.spyOn(rules, "isNews").mockReturnValue(true)
    expect(await overtaken()).toEqual([["confirmed"], ["open"]])
  })

  /** Declined, asked about, then paid in the last minute, and the hold runs out before we hear of it. */
  const triedTwice = async () => {
    const booking = await awaiting(await world())
    const { paymentId, checkoutId } = await started(booking, ten)
    double.checkout.pay(checkoutId, "declined")
    await syncPayment({ paymentId }, later(12))
    later(40)
    double.checkout.pay(checkoutId, "card")
    await lapseHolds(later(42))
    await syncPayment({ paymentId }, later(43))
    return statesOf(booking)
  }

  it("may be declined, and tried again with success", async () => expect(await triedTwice()).toEqual(["confirmed"]))
  it("would lose its seat if a declined card ended the attempt: the twin", async () => {
    const { standOf } = await vi.importActual<typeof rules>("@/lib/payments/rules-checkout")
    vi.spyOn(rules, "standOf").mockImplementation((session) => {
      const intent = session.payment_intent as { last_payment_error?: object } | null
      return { ...standOf(session), ...(intent?.last_payment_error && { state: "failed" as const }) }
    })
    expect(await triedTwice()).toContain("released expired")
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

const debited = async (w: Awaited<ReturnType<typeof world>>, person = w.petra) => {
  const booking = await awaiting(w, { payment: "sepa_debit", person })
  setTime(ten)
  const attempt = await started(booking, ten)
  double.checkout.pay(attempt.checkoutId, "sepa_debit")
  expect(await syncPayment(attempt, later(12))).toBe("processing")
  return { ...booking, ...attempt }
}
const count = (kind: string) => db.activity.count({ where: { kind } })
const days = () => later(3 * 24 * 60)

describe("a page that asks for what is no longer open", () => {
  /** What of an open item is asked for at Stripe once its booking has moved to a cheaper date, and by how many pages. */
  async function movedWhileOpen() {
    const { petra, book, pricedRound, format, session } = await world()
    const cheaper = await format("cheaper", { admission: "instant", priceNetCents: 19_000, payBy: ["invoice", "card"] })
    const { id: sessionId } = await session(cheaper, "2027-02-25T16:00")
    const booking = await book(petra, pricedRound)
    await drainJobs()
    const first = await started(booking, ten)
    done(await rebookSeat({ ...booking, sessionId }, by("participant", minutesAfter(monday, 12))))
    await drainJobs()
    const second = await started(booking, later(13).now)
    return { booking, first, second, ask: (id: string) => double.state.sessions.get(id)! }
  }

  it("is ended, and another one asks for what is", async () => {
    const { booking, first, second, ask } = await movedWhileOpen()
    expect(ask(first.checkoutId).status).toBe("expired")
    expect(ask(second.checkoutId)).toMatchObject({ status: "open", amount_total: 22_610 })
    expect((await started(booking, later(14).now)).checkoutId).toBe(second.checkoutId)
    double.checkout.pay(second.checkoutId, "card")
    expect(await syncPayment({ paymentId: second.paymentId }, later(15))).toBe("paid")
  })

  it("is paid all the same by who was faster, and what is too much goes back", async () => {
    const { petra, book, pricedRound, format, session } = await world()
    const cheaper = await format("cheaper", { admission: "instant", priceNetCents: 19_000, payBy: ["invoice", "card"] })
    const { id: sessionId } = await session(cheaper, "2027-02-25T16:00")
    const booking = await book(petra, pricedRound)
    await drainJobs()
    const { checkoutId } = await started(booking, ten)
    done(await rebookSeat({ ...booking, sessionId }, by("participant", minutesAfter(monday, 12))))
    double.checkout.pay(checkoutId, "card")
    expect(await start(booking, later(13).now)).toMatchObject({ reason: "nothing_to_pay" })
    await drainJobs()
    await sendRefunds(later(14))
    expect(await refundsOf(booking)).toEqual(["11900 succeeded"])
  })
})

describe("a debit", () => {
  it("makes the seat sure when it is on its way, and is paid days later", async () => {
    const booking = await debited(await world())
    expect(await statesOf(booking)).toEqual(["confirmed"])
    expect(await start(booking, minutesAfter(monday, 13))).toEqual({ ok: false, reason: "payment_under_way" })
    await drainJobs()
    expect(await findAccount(booking.bookingId, ten)).toMatchObject({
      ...{ openCents: price, underWay: true, payable: false, dueOn: null },
    })
    const { now } = days()
    await expireCheckouts({ now })
    await lapseHolds({ now })
    double.checkout.settleDebit(booking.checkoutId, { succeeds: true })
    await syncPayment(booking, { now })
    expect([await statesOf(booking), await ledgerOf(booking)]).toEqual([
      ...[["confirmed"], ["price 34510", "payment 34510"]],
    ])
    expect(await count("seat.confirmed")).toBe(1)
  })

  it("that fails leaves the seat and an open item, says so, and is paid in another way", async () => {
    const booking = await debited(await world())
    double.checkout.settleDebit(booking.checkoutId, { succeeds: false })
    const { now } = days()
    await syncPayment(booking, { now })
    expect([await statesOf(booking), await paymentsOf(booking)]).toEqual([
      ...[["confirmed"], ["failed debit_not_authorized"]],
    ])
    expect([await count("payment.failed"), await ledgerOf(booking)]).toEqual([1, ["price 34510"]])
    await expectMoneyRight(double, { open: price })
    const again = await started(booking, now)
    double.checkout.pay(again.checkoutId, "sepa_debit")
    double.checkout.settleDebit(again.checkoutId, { succeeds: true })
    expect(await syncPayment(again, { now })).toBe("paid")
  })

  it("of a seat that was given back meanwhile goes back; nobody is told that there was none", async () => {
    const w = await world()
    const [good, bad] = [await debited(w), await debited(w, w.jonas)]
    for (const { bookingId } of [good, bad]) done(await releaseSeat({ bookingId }, by("participant", later(20).now)))
    await drainJobs()
    double.checkout.settleDebit(good.checkoutId, { succeeds: true })
    double.checkout.settleDebit(bad.checkoutId, { succeeds: false })
    for (const attempt of [good, bad]) await syncPayment(attempt, days())
    expect([await refundsOf(good), await refundsOf(bad)]).toEqual([["34510 wanted"], []])
    expect([await count("payment.returned"), await count("payment.failed")]).toEqual([0, 0])
    await sendRefunds(days())
  })
})

/** A debit fails, and five hear of it at once. */
async function failedAtOnce({ without = "" } = {}): Promise<number> {
  const booking = await debited(await world())
  await drainJobs()
  double.checkout.settleDebit(booking.checkoutId, { succeeds: false })
  if (without) await ownDatabase().query(without)
  const at = days()
  await Promise.allSettled([1, 2, 3, 4, 5].map(() => syncPayment(booking, at)))
  return count("payment.failed")
}

describe("a debit that fails, heard of five times at once", () => {
  it("is said once", async () => {
    leaveOpen(price)
    expect(await failedAtOnce()).toBe(1)
  })
  it("would be said more than once without the locks: the twin", async () => {
    const locks = lockIn("lock_sessions", "lock_seats", "lock_booking", "lock_payment")
    expect(await failedAtOnce({ without: locks + meet("UPDATE", "payments", 2) })).toBeGreaterThan(1)
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

  /** Paid in the moment in which the page is ended: Stripe refuses to end it. */
  const endedTooLate = async () => {
    const booking = await awaiting(await world())
    const { checkoutId } = await started(booking, ten)
    const over = later(42)
    // Stripe's clock is behind ours.
    setTime(minutesAfter(monday, 40))
    const expire = double.checkout.expire.bind(double.checkout)
    vi.spyOn(double.checkout, "expire").mockImplementation((id) => {
      double.checkout.pay(id, "card")
      return expire(id)
    })
    await Promise.all([lapseHolds(over), expireCheckouts(over), expireCheckouts(over)])
    expect(double.state.sessions.get(checkoutId)?.payment_status).toBe("paid")
    return [await statesOf(booking), await paymentsOf(booking), await refundsOf(booking)]
  }

  it("keeps the seat where somebody has just paid, and ending the page comes too late", async () =>
    expect(await endedTooLate()).toEqual([["confirmed"], ["paid"], []]))
  it("would lose it if it lapsed before Stripe has answered: the twin", async () => {
    const lost = async () => {
      await renewOwnDatabase({ without: replaced("lapse_holds", "AND NOT being_paid(s.id)", "") })
      return (await endedTooLate())[0]!.includes("released expired")
    }
    expect(await untilLost(lost)).toBe(true)
  })

  it.each(["cards are off", "the key is another one"])("stays held for a day where %s since", async (what) => {
    const booking = await awaiting(await world())
    await started(booking, ten)
    if (what === "cards are off") pointTo(double.url, "")
    double.state.sessions.clear()
    for (const [minutes, state] of [
      [42, "held"],
      [24 * 60 + 42, "released expired"],
    ] as const) {
      await expireCheckouts(later(minutes))
      await lapseHolds(later(minutes))
      expect(await statesOf(booking)).toEqual([state])
    }
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
