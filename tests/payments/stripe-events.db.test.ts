import { describe, expect, it, vi } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import * as asking from "@/lib/payments/ask-checkout"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { replayEvents } from "@/lib/payments/replay-events"
import * as rules from "@/lib/payments/rules-checkout"
import { takeSigned, takeStripeEvent } from "@/lib/payments/take-stripe-event"
import * as stripeModule from "@/lib/stripe"
import { stripe } from "@/lib/stripe"
import { signatureOf } from "@/scripts/stripe-double/events"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { before } from "../support/twin"
import { by, done, statesOf, world } from "../support/world"
import {
  answers,
  awaiting,
  booked,
  confirmations,
  double,
  eventOf,
  exceptions,
  later,
  now,
  paymentsOf,
  pointTo,
  secret,
  started,
  ten,
  withStripe,
} from "./at-stripe"
import { ledgerOf, refundsOf } from "./paying"

vi.setConfig({ testTimeout: 120_000 })

withStripe({ listens: true })

describe("what Stripe tells", () => {
  it("is done once, told twice, late and in the other order", async () => {
    const booking = await booked()
    double.events.delivery = { copies: 3, delayMs: 20 }
    later(12)
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    expect(answers).toEqual(answers.map(() => "ok"))
    expect([await statesOf(booking), await paymentsOf(booking)]).toEqual([["confirmed"], ["paid"]])
    expect([await confirmations(), await ledgerOf(booking)]).toEqual([1, ["payment 34510", "price 34510"]])
  })

  /** We stop between the commit and the mail, and go on later, twice. */
  const mailedAfterwards = async () => {
    const booking = await booked()
    later(12)
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    const mails = () => db.mail.count({ where: { kind: "confirmed", bookingId: booking.bookingId } })
    const before = await mails()
    await drainJobs()
    await drainJobs()
    return [before, await mails()]
  }

  it("is mailed once, also where we stop between the commit and the mail", async () =>
    expect(await mailedAfterwards()).toEqual([0, 1]))
  it("would not be mailed at all if the mail were not asked for in the commit: the twin", async () => {
    await renewOwnDatabase({ without: before("INSERT", "graphile_worker._private_jobs", "RETURN NULL") })
    expect(await mailedAfterwards()).toEqual([0, 0])
  })

  /** A debit is under way and then paid, told in some order, each three times. */
  const debitTold = async (order: "first first" | "last first", before = () => undefined as unknown) => {
    const booking = await awaiting(await world(), { payment: "sepa_debit" })
    const { checkoutId } = await started(booking, ten)
    double.tellTo(null)
    double.checkout.pay(checkoutId, "sepa_debit")
    later(3 * 24 * 60)
    double.checkout.settleDebit(checkoutId, { succeeds: true })
    const events = double.state.events.filter(({ type }) => type.startsWith("checkout.")) as never[]
    if (order === "first first") events.reverse()
    before()
    for (const event of [...events, ...events, ...events]) await takeStripeEvent(event, { now })
    return [await statesOf(booking), await paymentsOf(booking), await confirmations()]
  }

  it.each(["first first", "last first"] as const)("of a debit comes in any order: %s", async (order) =>
    expect(await debitTold(order)).toEqual([["confirmed"], ["paid"], 1]),
  )
  it("would end as it was told last if it were believed: the twin", async () => {
    const asked = asking.askCheckout
    const believe = () => {
      vi.spyOn(rules, "isNews").mockReturnValue(true)
      vi.spyOn(asking, "askCheckout").mockImplementation(async (payment) => {
        const told = (await db.stripeEvent.count()) === 0 ? "paid" : "unpaid"
        return { ...(await asked(payment))!, payment_status: told, payment_intent: null }
      })
    }
    expect((await debitTold("last first", believe))[1]).toEqual(["processing"])
  })

  it.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])(
    "of a declined card that is tried again comes in any order: %s",
    async (order) => {
      const booking = await booked()
      double.tellTo(null)
      double.checkout.pay(booking.checkoutId, "declined")
      double.checkout.pay(booking.checkoutId, "card")
      const { events } = double.state
      expect(events.map(({ type }) => type)).toEqual([
        ...["checkout.session.completed", "payment_intent.succeeded", "payment_intent.payment_failed"],
      ])
      for (const which of [...order, ...order]) await takeStripeEvent(events[which] as never, later(12))
      expect([await statesOf(booking), await paymentsOf(booking)]).toEqual([["confirmed"], ["paid"]])
    },
  )

  it("is believed before our own answer was written down", async () => {
    const booking = await booked()
    await db.payment.update({
      where: { id: booking.paymentId },
      data: { state: "created", checkoutId: null, url: null, livemode: null, syncedAt: null },
    })
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    expect([await statesOf(booking), await paymentsOf(booking)]).toEqual([["confirmed"], ["paid"]])
  })

  it("would be of nobody if the session did not name its attempt: the twin", async () => {
    const booking = await booked()
    await db.payment.update({
      where: { id: booking.paymentId },
      data: { state: "created", checkoutId: null, url: null },
    })
    double.state.sessions.get(booking.checkoutId)!.client_reference_id = null
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    expect(await statesOf(booking)).toEqual(["held"])
  })

  it("is not believed without the right signature, or late", async () => {
    const booking = await booked()
    double.tellTo(null)
    double.checkout.pay(booking.checkoutId, "card")
    const body = Buffer.from(JSON.stringify(eventOf("checkout.session.completed")))
    const sent = (signature: string | null) => takeSigned({ body, signature }, { now: ten })
    const old = new Date(Date.now() - 301_000)
    const refused = [
      ...[null, "", "t=1,v1=00", signatureOf(body.toString(), "whsec_of_somebody_else", new Date())],
      ...[signatureOf(body.toString(), secret, old), signatureOf(`${body.toString()} `, secret, new Date())],
    ]
    for (const signature of refused) expect(await sent(signature)).toEqual({ ok: false, reason: "not_genuine" })
    expect([await statesOf(booking), await db.stripeEvent.count()]).toEqual([["held"], 0])
    expect(await sent(signatureOf(body.toString(), secret, new Date()))).toEqual({ ok: true })
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })

  it("would be believed if the signature were not checked: the twin", async () => {
    const booking = await booked()
    double.tellTo(null)
    double.checkout.pay(booking.checkoutId, "card")
    const body = Buffer.from(JSON.stringify(eventOf("checkout.session.completed")))
    vi.spyOn(stripe().webhooks, "constructEvent").mockImplementation((text) => JSON.parse(text.toString()) as never)
    expect(await takeSigned({ body, signature: "t=1,v1=00" }, { now: ten })).toEqual({ ok: true })
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })

  /** The house has come to live mode, and an event of the test mode tells of a payment. */
  const testEventInLiveMode = async () => {
    const booking = await booked()
    double.tellTo(null)
    double.checkout.pay(booking.checkoutId, "card")
    pointTo(double.url, "sk_live_double")
    await takeStripeEvent(eventOf("checkout.session.completed"), later(12))
    return [await statesOf(booking), await exceptions()]
  }

  it("confirms nothing in live mode when it comes from the test mode", async () =>
    expect(await testEventInLiveMode()).toEqual([["held"], ["mismatch"]]))
  it("would confirm it if modes were not compared: the twin", async () => {
    vi.spyOn(stripeModule, "isLive").mockReturnValue(false)
    expect(await testEventInLiveMode()).toEqual([["confirmed"], []])
  })

  it("is not stored while Stripe cannot be asked, and done when it is told again", async () => {
    const booking = await booked()
    double.fail({ status: 500, when: "before", times: 3, path: /sessions\/cs_/ })
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    expect(answers).toContain("Error")
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })

  it("of an unknown object is parked, and done once the object is known", async () => {
    const booking = await booked()
    const { paymentId, checkoutId } = booking
    double.tellTo(null)
    double.checkout.pay(checkoutId, "card")
    const event = eventOf("checkout.session.completed")
    const foreign = structuredClone(event) as { data: { object: { client_reference_id: string | null } } }
    foreign.data.object.client_reference_id = null
    await db.payment.update({ where: { id: paymentId }, data: { checkoutId: "cs_test_another" } })
    await takeStripeEvent(foreign as never, later(12))
    expect(await db.stripeEvent.findMany()).toMatchObject([{ objectId: checkoutId, doneAt: null }])
    await db.payment.update({ where: { id: paymentId }, data: { checkoutId } })
    expect(await replayEvents(later(13))).toBe(1)
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })
})

describe("paid, and the seat is gone", () => {
  it("gives the money back, and says so", async () => {
    const booking = await booked()
    done(await releaseSeat(booking, by("participant", ten)))
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    expect([await paymentsOf(booking), await refundsOf(booking)]).toEqual([["paid"], ["34510 wanted"]])
    expect(await db.activity.count({ where: { kind: "payment.returned" } })).toBe(1)
    await drainJobs()
    const mails = await db.mail.findMany({ where: { kind: { endsWith: "payment_returned" } }, select: { kind: true } })
    expect(mails).toEqual([{ kind: "payment_returned" }])
  })

  it("ends the page of a seat that was given back before anybody paid", async () => {
    const booking = await booked()
    done(await releaseSeat(booking, by("participant", ten)))
    await expireCheckouts(later(11))
    expect([await paymentsOf(booking), double.checkout.pay(booking.checkoutId, "card")]).toEqual([["expired"], false])
  })
})
