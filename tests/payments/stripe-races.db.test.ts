import { describe, expect, it, vi } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { db } from "@/lib/db"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { syncPayment } from "@/lib/payments/sync-payment"
import { takeStripeEvent } from "@/lib/payments/take-stripe-event"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { untilPausing } from "../support/pausing"
import { constraint, lockIn, meet, replaced, trigger, uniqueIndex, untilLost } from "../support/twin"
import { by, statesOf, world } from "../support/world"
import { awaiting, booked, confirmations, double, eventOf, later, price, started, ten, withStripe } from "./at-stripe"
import { whatIsWrong } from "./money"
import { refundsOf } from "./paying"

vi.setConfig({ testTimeout: 120_000 })

withStripe({ listens: true })

/** All from the beginning, for another round. */
const renew = async (without = "") => {
  await double.events.settled()
  const { sessions, intents, refunds, events } = double.state
  for (const known of [sessions, intents, refunds]) known.clear()
  events.splice(0)
  await renewOwnDatabase({ without })
  later(10)
}

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
