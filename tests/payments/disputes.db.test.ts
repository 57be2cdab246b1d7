import { describe, expect, it, vi } from "vitest"
import { db } from "@/lib/db"
import { takeStripeEvent } from "@/lib/payments/take-stripe-event"
import { ownDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { lockIn, meet, trigger, uniqueIndex } from "../support/twin"
import { statesOf, world } from "../support/world"
import { awaiting, double, exceptions, later, leaveOpen, now, price, started, ten, withStripe } from "./at-stripe"
import { ledgerOf, refundsOf } from "./paying"

vi.setConfig({ testTimeout: 120_000 })

withStripe({ listens: true })

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
    leaveOpen(price)
  })

  it("is lost at once where it was a debit", async () => {
    const booking = await disputed({ payment: "sepa_debit" })
    expect([await statesOf(booking), await refundsOf(booking), await failures()]).toEqual([
      ...[["confirmed"], ["34510 succeeded"], 1],
    ])
    leaveOpen(price)
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
