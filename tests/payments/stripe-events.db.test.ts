import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import * as asking from "@/lib/payments/ask-checkout"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { replayEvents } from "@/lib/payments/replay-events"
import * as rules from "@/lib/payments/rules-checkout"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { syncPayment } from "@/lib/payments/sync-payment"
import { takeSigned, takeStripeEvent } from "@/lib/payments/take-stripe-event"
import * as stripeModule from "@/lib/stripe"
import { stripe } from "@/lib/stripe"
import { signatureOf } from "@/scripts/stripe-double/events"
import type { Double } from "@/scripts/stripe-double/server"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow } from "../support/change"
import { copyDatabase, ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { untilPausing } from "../support/pausing"
import { before, constraint, lockIn, meet, replaced, trigger, uniqueIndex, untilLost } from "../support/twin"
import { by, done, minutesAfter, monday, statesOf, world } from "../support/world"
import { awaiting, exceptions, listenTo, paymentsOf, pointTo, secret, started, stripeAt } from "./at-stripe"
import { expectMoneyRight, whatIsWrong } from "./money"
import { ledgerOf, refundsOf } from "./paying"

vi.setConfig({ testTimeout: 120_000 })

let double: Double
let setTime: (to: Date) => void
let hook: Awaited<ReturnType<typeof listenTo>>
let now: Date
/** What is left open by a test, in cents. */
let open: number
const price = 34_510
const ten = minutesAfter(monday, 10)
const later = (minutes: number) => {
  now = minutesAfter(monday, minutes)
  setTime(now)
  return { now }
}

beforeEach(async () => {
  now = ten
  open = 0
  await renewOwnDatabase()
  ;({ double, setTime } = await stripeAt(ten))
  hook = await listenTo(double, () => now)
})
afterEach(async ({ task }) => {
  await double.events.settled()
  if (!/twin/.test(task.name)) await expectMoneyRight(double, { open })
  await double.stop()
  await hook.stop()
  vi.restoreAllMocks()
})

/** All from the beginning, for another round. */
const renew = async (without = "") => {
  await double.events.settled()
  const { sessions, intents, refunds, events } = double.state
  for (const known of [sessions, intents, refunds]) known.clear()
  events.splice(0)
  await renewOwnDatabase({ without })
  now = ten
  setTime(now)
}
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

/** What somebody fetches back through their bank, heard of at once by many. */
async function disputed({
  payment = "card" as const,
  without = "",
}: { payment?: "card" | "sepa_debit"; without?: string } = {}) {
  const booking = await awaiting(await world(), { payment })
  const { paymentId, checkoutId } = await started(booking, ten)
  double.checkout.pay(checkoutId, payment)
  await double.events.settled()
  if (payment === "sepa_debit") double.checkout.settleDebit(checkoutId, { succeeds: true })
  await double.events.settled()
  await drainJobs()
  const { paymentIntentId } = await db.payment.findUniqueOrThrow({ where: { id: paymentId } })
  double.tellTo(null)
  later(20 * 24 * 60)
  const dispute = double.disputes.create(paymentIntentId!, payment)
  if (without) await ownDatabase().query(without)
  const events = () => double.state.events.filter(({ type }) => type.startsWith("charge.dispute")) as never[]
  const heard = async () => {
    const all = [...events(), ...events(), ...events()]
    await Promise.allSettled(all.map((event) => takeStripeEvent(event, { now })))
  }
  await heard()
  return { ...booking, dispute, heard }
}
const failures = () => db.activity.count({ where: { kind: "payment.failed" } })

describe("a payment that is fetched back", () => {
  it("waits for a person, and goes on as before where the bank decides for us", async () => {
    const { dispute, heard, ...booking } = await disputed()
    double.disputes.close(dispute.id, { won: true })
    await heard()
    expect([await exceptions(), await refundsOf(booking), await failures()]).toEqual([["disputed"], [], 0])
  })

  it("is open again where the bank decides for the payer; the seat stays, as by invoice", async () => {
    const { dispute, heard, ...booking } = await disputed()
    double.disputes.close(dispute.id, { won: false })
    for (const _ of [1, 2]) await heard()
    expect([await exceptions(), await refundsOf(booking), await failures()]).toEqual([
      ...[["disputed"], ["34510 succeeded"], 1],
    ])
    expect([await statesOf(booking), await ledgerOf(booking)]).toEqual([
      ...[["confirmed"], ["payment 34510", "price 34510", "refund -34510"]],
    ])
    open = price
  })

  it("is lost at once where it was a debit", async () => {
    const booking = await disputed({ payment: "sepa_debit" })
    expect([await statesOf(booking), await refundsOf(booking), await failures()]).toEqual([
      ...[["confirmed"], ["34510 succeeded"], 1],
    ])
    open = price
  })

  it("would be booked twice without lock, name and guard: the twin", async () => {
    const without = [
      lockIn("lock_booking"),
      uniqueIndex("payment_exceptions_one_open"),
      uniqueIndex("refunds_occasion_key"),
      trigger("refunds", "refunds_guard"),
      meet("INSERT", "refunds", 2),
    ].join("\n")
    const booking = await disputed({ payment: "sepa_debit", without })
    expect((await refundsOf(booking)).length).toBeGreaterThan(1)
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

/** The organizer calls the session off while a payment comes in: who is first, or both at once. */
async function calledOff({ first, without = "" }: { first: "organizer" | "payer" | "both"; without?: string }) {
  const w = await world()
  // One seat more does not make it certain.
  await db.groupSession.update({ where: { id: w.pricedRound.id }, data: { minimum: 3 } })
  const booking = await awaiting(w)
  const { checkoutId } = await started(booking, ten)
  double.tellTo(null)
  const at = later(12)
  double.checkout.pay(checkoutId, "card")
  if (without) await ownDatabase().query(without)
  const off = () => changeNow(w.pricedRound, cancel, by("organizer", at.now))
  const paid = () => takeStripeEvent(eventOf("checkout.session.completed"), at)
  if (without) {
    const coming = paid()
    await untilPausing()
    await off()
    await coming
  } else if (first === "both") await Promise.allSettled([off(), paid()])
  else for (const step of first === "organizer" ? [off, paid] : [paid, off]) await step()
  await drainJobs()
  await sendRefunds(later(13))
  return booking
}

describe("a session that is called off while somebody pays", () => {
  it.each(["organizer", "payer", "both"] as const)("gives all of it back: first %s", async (first) => {
    const booking = await calledOff({ first })
    expect([await statesOf(booking), await refundsOf(booking)]).toEqual([
      ["released session_cancelled"],
      ["34510 succeeded"],
    ])
    expect([...double.state.refunds.values()].map(({ amount }) => amount)).toEqual([price])
    expect(await whatIsBroken(ownDatabase().query)).toEqual([])
  })

  it("would leave a seat in a session that is off without locks and guards: the twin", async () => {
    // The payer has read that there is a seat, and writes it when the organizer is through.
    const slowPayer = `
      CREATE FUNCTION wait_for_organizer() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE latest timestamptz := clock_timestamp() + interval '10 seconds';
      BEGIN
        WHILE EXISTS (SELECT FROM stripe_events) AND clock_timestamp() < latest
              AND NOT EXISTS (SELECT FROM group_sessions WHERE status = 'cancelled') LOOP PERFORM pg_sleep(0.01); END LOOP;
        RETURN NULL;
      END $$;
      CREATE TRIGGER a_wait BEFORE UPDATE ON seats FOR EACH STATEMENT EXECUTE FUNCTION wait_for_organizer();`
    const guards =
      trigger("seats", "seats_guard_transition") +
      replaced("count_seat", "AND (delta < 0 OR status IN ('published', 'guaranteed') AND paused_until IS NULL)", "") +
      constraint("seats", "seats_released_whole") +
      constraint("group_sessions", "group_sessions_empty_when_off")
    const locks = lockIn("lock_sessions", "lock_seats", "lock_booking")
    const booking = await calledOff({ first: "both", without: slowPayer + guards + locks })
    expect(await statesOf(booking)).toEqual(["confirmed session_cancelled"])
    expect(await whatIsWrong(double)).toContain("a price is owed for a sure seat, and for none else")
  })
})

/** Ten times the same event, the return page and the sweeps, all at once. */
async function allAtOnce({ without = "" } = {}): Promise<{ confirmed: number; payments: number; refunds: number }> {
  const booking = await booked()
  double.tellTo(null)
  double.checkout.pay(booking.checkoutId, "card")
  if (without) await ownDatabase().query(without)
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
    const without = [
      lockIn("lock_sessions", "lock_seats", "lock_booking", "lock_payment"),
      uniqueIndex("ledger_entries_occasion_key"),
      meet("UPDATE", "seats", 2),
    ].join("\n")
    expect((await allAtOnce({ without })).confirmed).toBeGreaterThan(1)
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
  const webhook = takeStripeEvent(eventOf("checkout.session.completed"), at)
  await Promise.all([lapseHolds(at), webhook, expireCheckouts(at), other])
  return `${(await statesOf(booking)).join()}, ${await other}`
}

describe("a hold that runs out in the moment of the webhook", () => {
  it("is kept for who has paid", async () => {
    for (let round = 0; round < 3; round++) {
      await renew()
      expect(await lapsedBeside()).toBe("confirmed, full")
    }
  })
  it("would be sold again if nobody looked at its payment: the twin", async () => {
    const isLost = async () => {
      await renew(replaced("lapse_holds", "AND NOT being_paid(s.id)", ""))
      return (await lapsedBeside()).includes("held")
    }
    expect(await untilLost(isLost)).toBe(true)
  })
})
