import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { replayEvents } from "@/lib/payments/replay-events"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { syncPayment } from "@/lib/payments/sync-payment"
import { takeSigned, takeStripeEvent } from "@/lib/payments/take-stripe-event"
import { signatureOf } from "@/scripts/stripe-double/events"
import type { Double } from "@/scripts/stripe-double/server"
import { cancel, changeNow } from "../support/change"
import { copyDatabase, ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { lockIn, pause, replaced, uniqueIndex } from "../support/twin"
import { by, done, minutesAfter, monday, statesOf, world } from "../support/world"
import { awaiting, exceptions, listenTo, paymentsOf, pointTo, secret, started, stripeAt } from "./at-stripe"
import { ledgerOf, refundsOf } from "./paying"

let double: Double
let setTime: (to: Date) => void
let hook: Awaited<ReturnType<typeof listenTo>>
let now: Date
const ten = minutesAfter(monday, 10)
const later = (minutes: number) => {
  now = minutesAfter(monday, minutes)
  setTime(now)
  return { now }
}

beforeEach(async () => {
  now = ten
  await renewOwnDatabase()
  ;({ double, setTime } = await stripeAt(ten))
  hook = await listenTo(double, () => now)
})
afterEach(async () => {
  await double.stop()
  await hook.stop()
  vi.restoreAllMocks()
})

const confirmations = () => db.activity.count({ where: { kind: "seat.confirmed" } })
const eventOf = (type: string) => double.state.events.find((event) => event.type === type)! as never
const booked = async () => {
  const booking = await awaiting(await world())
  return { ...booking, ...(await started(booking, ten)) }
}

describe("what Stripe tells", () => {
  it("is done once, told twice, late and in the other order", async () => {
    const booking = await booked()
    double.events.delivery = { copies: 3, delayMs: 20 }
    later(12)
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    expect(hook.answers).toEqual(hook.answers.map(() => "ok"))
    expect([await statesOf(booking), await paymentsOf(booking)]).toEqual([["confirmed"], ["paid"]])
    expect([await confirmations(), await ledgerOf(booking)]).toEqual([1, ["payment 34510", "price 34510"]])
  })

  it("is mailed once, also where we stop between the commit and the mail", async () => {
    const booking = await booked()
    later(12)
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    const mails = () => db.mail.count({ where: { kind: "confirmed", bookingId: booking.bookingId } })
    expect(await mails()).toBe(0)
    await drainJobs()
    await drainJobs()
    expect(await mails()).toBe(1)
  })

  it("may be all that is told of a debit, the end before the beginning", async () => {
    const booking = await awaiting(await world(), { payment: "sepa_debit" })
    const { checkoutId } = await started(booking, ten)
    double.events.delivery = { keep: true }
    double.checkout.pay(checkoutId, "sepa_debit")
    later(3 * 24 * 60)
    double.checkout.settleDebit(checkoutId, { succeeds: true })
    await double.events.deliverKept()
    expect([await statesOf(booking), await confirmations()]).toEqual([["confirmed"], 1])
  })

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

  it("confirms nothing in live mode when it comes from the test mode", async () => {
    const booking = await booked()
    double.tellTo(null)
    double.checkout.pay(booking.checkoutId, "card")
    vi.restoreAllMocks()
    pointTo(double.url, "sk_live_double")
    await takeStripeEvent(eventOf("checkout.session.completed"), later(12))
    expect([await statesOf(booking), await exceptions()]).toEqual([["held"], ["mismatch"]])
  })

  it("is not stored while Stripe cannot be asked, and done when it is told again", async () => {
    const booking = await booked()
    double.fail({ status: 500, when: "before", times: 3, path: /sessions\/cs_/ })
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    expect(hook.answers).toContain("Error")
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

describe("catching up", () => {
  it("finds what was never told", async () => {
    const booking = await booked()
    double.events.delivery = { lose: true }
    double.checkout.pay(booking.checkoutId, "card")
    expect([await replayEvents(later(60)), await replayEvents(later(120))]).toEqual([1, 0])
    expect([await statesOf(booking), await confirmations()]).toEqual([["confirmed"], 1])
  })

  it("brings a restored database up to date, and changes nothing in one that is", async () => {
    const booking = await booked()
    const backup = await copyDatabase(ownDatabase())
    double.checkout.pay(booking.checkoutId, "card")
    await double.events.settled()
    await renewOwnDatabase({ kept: backup })
    await backup.drop()
    expect(await statesOf(booking)).toEqual(["held"])
    const days = later(20 * 24 * 60)
    await replayEvents(days)
    await db.stripeEvent.deleteMany()
    await replayEvents(days)
    expect([await statesOf(booking), await confirmations()]).toEqual([["confirmed"], 1])
    expect(await ledgerOf(booking)).toEqual(["payment 34510", "price 34510"])
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

  it("gives it back where the organizer calls the session off while somebody pays", async () => {
    const w = await world()
    const booking = await awaiting(w)
    const { checkoutId } = await started(booking, ten)
    const { now } = later(12)
    double.checkout.pay(checkoutId, "card")
    await Promise.allSettled([changeNow(w.pricedRound, cancel, by("organizer", now)), double.events.settled()])
    await drainJobs()
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
    await sendRefunds(later(13))
    const { _sum } = await db.ledgerEntry.aggregate({
      _sum: { grossCents: true },
      where: { kind: { in: ["payment", "refund"] } },
    })
    expect(_sum.grossCents).toBe(0)
  })

  it("ends the page of a seat that was given back before anybody paid", async () => {
    const booking = await booked()
    done(await releaseSeat(booking, by("participant", ten)))
    await expireCheckouts(later(11))
    expect([await paymentsOf(booking), double.checkout.pay(booking.checkoutId, "card")]).toEqual([["expired"], false])
  })
})

/** Ten times the same event, the return page and the sweeps, all at once. */
async function allAtOnce(): Promise<{ confirmed: number; payments: number; refunds: number }> {
  const booking = await booked()
  double.tellTo(null)
  double.checkout.pay(booking.checkoutId, "card")
  const event = eventOf("checkout.session.completed")
  const at = later(42)
  await Promise.allSettled([
    ...Array.from({ length: 10 }, () => takeStripeEvent(event, at)),
    ...[1, 2, 3].map(() => syncPayment(booking, at)),
    ...[1, 2].map(() => expireCheckouts(at)),
  ])
  expect(await statesOf(booking)).toEqual(["confirmed"])
  const payments = await db.ledgerEntry.count({ where: { kind: "payment" } })
  return { confirmed: await confirmations(), payments, refunds: await db.refund.count() }
}

describe("ten times the same event beside the return page and the sweep", () => {
  it("confirm once and pay once", async () =>
    expect(await allAtOnce()).toEqual({ confirmed: 1, payments: 1, refunds: 0 }))
  it("would confirm more than once without the locks: the twin", async () => {
    await renewOwnDatabase({
      without: [
        lockIn("lock_sessions", "lock_seats", "lock_booking", "lock_payment"),
        uniqueIndex("ledger_entries_occasion_key"),
        pause("UPDATE", "seats", 200),
      ].join("\n"),
    })
    expect((await allAtOnce()).confirmed).toBeGreaterThan(1)
  })
})

/** The hold is lapsed in the moment in which the webhook comes, and somebody else wants the only seat. */
async function lapsedBeside(): Promise<string> {
  const w = await world()
  const session = await w.session(w.formats.priced, "2027-02-25T16:00", { capacity: 1 })
  const booking = await awaiting(w, { session })
  const { checkoutId } = await started(booking, ten)
  double.tellTo(null)
  double.checkout.pay(checkoutId, "card")
  const at = later(42)
  const other = w.hold(w.jonas, session, at).then(
    () => "held",
    () => "full",
  )
  await Promise.all([takeStripeEvent(eventOf("checkout.session.completed"), at), expireCheckouts(at), other])
  return `${(await statesOf(booking)).join()}, ${await other}`
}

describe("a hold that runs out in the moment of the webhook", () => {
  it("is kept for who has paid", async () => expect(await lapsedBeside()).toBe("confirmed, full"))
  it("would be sold again if nobody looked at its payment: the twin", async () => {
    await renewOwnDatabase({ without: replaced("lapse_holds", "AND NOT being_paid(s.id)", "") })
    expect(await lapsedBeside()).toContain("held")
  })
})
