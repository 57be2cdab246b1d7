import { describe, expect, it, vi } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { completeRefund } from "@/lib/payments/complete-refund"
import { listExceptions } from "@/lib/payments/queries-exceptions"
import { replayEvents } from "@/lib/payments/replay-events"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { syncPayment } from "@/lib/payments/sync-payment"
import { stripe } from "@/lib/stripe"
import { copyDatabase, ownDatabase, renewOwnDatabase } from "../support/database"
import { before, lockIn, meet, uniqueIndex } from "../support/twin"
import { by, done, minutesAfter, monday, statesOf, world } from "../support/world"
import { awaiting, double, exceptions, later, leaveOpen, started, ten, withStripe } from "./at-stripe"
import { whatIsWrong } from "./money"
import { ledgerOf, payment, refundsOf, settled } from "./paying"

withStripe()

const paid = async () => {
  const booking = await awaiting(await world())
  const { paymentId, checkoutId } = await started(booking, ten)
  double.checkout.pay(checkoutId, "card")
  await syncPayment({ paymentId }, later(12))
  return booking
}
/** Paid and given back in time: all of it goes back. */
const givenBack = async () => {
  const booking = await paid()
  const { now } = later(20)
  done(await releaseSeat(booking, by("participant", now)))
  await settled(booking.bookingId, now)
  return booking
}
const sums = () => [...double.state.refunds.values()].map(({ amount }) => amount)

describe("what goes back", () => {
  it("goes back once, asked twice and at once, and stands in the ledger", async () => {
    const booking = await givenBack()
    expect(await refundsOf(booking)).toEqual(["34510 wanted"])
    await Promise.all([sendRefunds(later(21)), sendRefunds(later(21)), sendRefunds(later(21))])
    await sendRefunds(later(22))
    expect([sums(), await refundsOf(booking)]).toEqual([[34_510], ["34510 succeeded"]])
    expect((await ledgerOf(booking)).at(-1)).toBe("refund -34510")
    await settled(booking.bookingId, minutesAfter(monday, 30))
    expect(await refundsOf(booking)).toEqual(["34510 succeeded"])
  })

  it("is one refund also where the answer was lost, within a day and after", async () => {
    const booking = await givenBack()
    double.fail({ status: "hang_up", when: "after", times: 3, path: /^POST/ })
    await sendRefunds(later(21))
    expect([sums(), await refundsOf(booking)]).toEqual([[34_510], ["34510 wanted"]])
    // The key is forgotten by then.
    await sendRefunds(later(3 * 24 * 60))
    expect([sums(), await refundsOf(booking)]).toEqual([[34_510], ["34510 succeeded"]])
  })

  /** Part of a payment goes back; a backup from before is put back, and the same part is wanted again. */
  const wantedAgain = async () => {
    const booking = await paid()
    await payment(booking, { grossCents: 10_000, method: "invoice", now: minutesAfter(monday, 11) })
    const backup = await copyDatabase(ownDatabase())
    await settled(booking.bookingId, later(15).now)
    await sendRefunds(later(16))
    await renewOwnDatabase({ kept: backup })
    await backup.drop()
    await settled(booking.bookingId, later(20 * 24 * 60).now)
    await sendRefunds(later(20 * 24 * 60))
    return refundsOf(booking)
  }

  it("goes back once, also where a backup was put back that does not know of it", async () =>
    expect([await wantedAgain(), sums()]).toEqual([["10000 succeeded"], [10_000]]))
  it("would go back twice if nobody looked: the twin", async () => {
    vi.spyOn(stripe().refunds, "list").mockResolvedValue({ data: [] } as never)
    expect([await wantedAgain(), sums()]).toEqual([["10000 succeeded"], [10_000, 10_000]])
  })

  it("waits for a person when the bank refuses it days later", async () => {
    const booking = await givenBack()
    double.state.refundsBecome = "pending"
    await sendRefunds(later(21))
    expect(await refundsOf(booking)).toEqual(["34510 pending"])
    const [refund] = [...double.state.refunds.keys()]
    double.refunds.settle(refund!, { succeeds: false })
    await replayEvents(later(600))
    expect([await refundsOf(booking), await exceptions()]).toEqual([["34510 failed"], ["refund_failed"]])
    await settled(booking.bookingId, minutesAfter(monday, 700))
    expect(await refundsOf(booking)).toEqual(["34510 failed"])
  })

  it("waits for a person when Stripe refuses it at once", async () => {
    const booking = await givenBack()
    double.state.intents.clear()
    await sendRefunds(later(21))
    expect([await refundsOf(booking), await exceptions()]).toEqual([["34510 failed"], ["refund_failed"]])
  })

  /** Paid by transfer and by card; Stripe tells of the refund, more than once. */
  const paidTwice = async () => {
    const booking = await paid()
    const { now } = later(15)
    await payment(booking, { grossCents: 34_510, method: "invoice", now: minutesAfter(monday, 11) })
    await settled(booking.bookingId, now)
    await sendRefunds(later(16))
    for (const _ of [1, 2]) {
      await replayEvents(later(60))
      await db.stripeEvent.deleteMany()
    }
    return [await statesOf(booking), await refundsOf(booking)]
  }

  it("is what was paid twice, and the booking stays", async () =>
    expect(await paidTwice()).toEqual([["confirmed"], ["34510 succeeded"]]))
  it("would take the seat with it if a refund meant a cancellation: the twin", async () => {
    const cancels = `UPDATE seats SET state = 'released', release_reason = 'cancelled', released_at = NEW.settled_at
       WHERE state = 'confirmed'`
    await renewOwnDatabase({ without: before("UPDATE", "refunds", cancels, { when: "NEW.state = 'succeeded'" }) })
    expect((await paidTwice())[0]).toEqual(["released cancelled"])
    expect(await whatIsWrong(double)).toContain("a price is owed for a sure seat, and for none else")
  })
})

/** Part of a payment is wanted back, and three workers ask for it at once. */
async function askedAtOnce({ forgetful }: { forgetful: boolean }): Promise<number[]> {
  const booking = await paid()
  await payment(booking, { grossCents: 10_000, method: "invoice", now: minutesAfter(monday, 11) })
  await settled(booking.bookingId, later(15).now)
  double.keys.forgetful = forgetful
  const at = later(16)
  // Nobody is answered before all three have asked.
  if (forgetful) double.gather(3)
  await Promise.all([1, 2, 3].map(() => sendRefunds(at)))
  return sums()
}

describe("a refund that is asked for by three at once", () => {
  it("is one", async () => expect(await askedAtOnce({ forgetful: false })).toEqual([10_000]))
  it("would be three without its key: the twin", async () =>
    expect(await askedAtOnce({ forgetful: true })).toEqual([10_000, 10_000, 10_000]))
})

describe("given back at Stripe by hand", () => {
  /** So much of what was paid, in the dashboard of Stripe. */
  const giveBack = async (cents: number) => {
    const { paymentIntentId, id } = await db.payment.findFirstOrThrow({ where: { method: "card" } })
    return { paymentId: id, ...double.refunds.create({ payment_intent: paymentIntentId!, amount: String(cents) }) }
  }

  it("stands in the ledger, once, however it is heard of, and before a person", async () => {
    leaveOpen(1_000)
    const booking = await paid()
    const { paymentId, id } = await giveBack(1_000)
    await Promise.all([1, 2, 3].map(() => syncPayment({ paymentId }, later(30))))
    await replayEvents(later(60))
    expect(await refundsOf(booking)).toEqual(["1000 succeeded"])
    expect(await db.refund.findMany()).toMatchObject([{ paymentId, stripeRefundId: id }])
    expect((await ledgerOf(booking)).at(-1)).toBe("refund -1000")
    expect(await settled(booking.bookingId, later(61).now)).toMatchObject({ openCents: 1_000 })
    expect(await listExceptions()).toMatchObject([
      { kind: "unexpected", grossCents: 1_000, detail: { cents: 1_000, stripeRefundId: id } },
    ])
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })

  it("would stand there twice if nobody waited for the other: the twin", async () => {
    leaveOpen(1_000)
    await renewOwnDatabase({
      without: [
        lockIn("lock_booking"),
        uniqueIndex("refunds_stripe_refund_id_key"),
        uniqueIndex("refunds_occasion_key"),
        meet("INSERT", "refunds", 2),
      ].join("\n"),
    })
    const booking = await paid()
    const { paymentId } = await giveBack(1_000)
    await Promise.all([1, 2].map(() => syncPayment({ paymentId }, later(30))))
    expect(await refundsOf(booking)).toEqual(["1000 succeeded", "1000 succeeded"])
  })

  it("is also what was wanted back and not asked for yet", async () => {
    const booking = await givenBack()
    await giveBack(20_000)
    await replayEvents(later(60))
    expect(await refundsOf(booking)).toEqual(["20000 succeeded", "14510 wanted"])
    await sendRefunds(later(61))
    expect([sums(), await refundsOf(booking)]).toEqual([
      [20_000, 14_510],
      ["20000 succeeded", "14510 succeeded"],
    ])
  })

  it("waits with the bank, and leaves nothing where it fails", async () => {
    const booking = await paid()
    double.state.refundsBecome = "pending"
    const { paymentId, id } = await giveBack(1_000)
    await syncPayment({ paymentId }, later(30))
    expect(await refundsOf(booking)).toEqual(["1000 pending"])
    double.refunds.settle(id, { succeeds: false })
    await syncPayment({ paymentId }, later(600))
    expect([await refundsOf(booking), await settled(booking.bookingId, later(601).now)]).toMatchObject([
      ["1000 failed"],
      { openCents: 0 },
    ])
  })

  it("is only said where more has gone back by hand than was left", async () => {
    const booking = await givenBack()
    const { id: refundId } = await db.refund.findFirstOrThrow()
    await db.refund.update({ where: { id: refundId }, data: { state: "failed", settledAt: later(21).now } })
    done(await completeRefund({ refundId }, by("organizer", later(22).now)))
    await giveBack(34_510)
    await replayEvents(later(60))
    expect(await refundsOf(booking)).toEqual(["34510 failed", "34510 succeeded"])
    expect(await listExceptions()).toMatchObject([{ kind: "unexpected", detail: { taken: false, cents: 34_510 } }])
  })
})
