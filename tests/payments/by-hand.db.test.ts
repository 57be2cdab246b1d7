import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { completeRefund } from "@/lib/payments/complete-refund"
import { listExceptions } from "@/lib/payments/queries-exceptions"
import { listRefunds } from "@/lib/payments/queries-refunds"
import { countMoneyTasks, listFailedDebits } from "@/lib/payments/queries-tasks"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { resolveException } from "@/lib/payments/resolve-exception"
import { retryRefund } from "@/lib/payments/retry-refund"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { syncPayment } from "@/lib/payments/sync-payment"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow } from "../support/change"
import { ownDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { by, done, minutesAfter, monday, people, statesOf, world } from "../support/world"
import { awaiting, double, later, start, started, withStripe } from "./at-stripe"
import { ledgerOf, refundsOf, settled } from "./paying"

withStripe({ atEnd: async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]) })
beforeEach(() =>
  db.teamMember.create({ data: { email: "erika@runde.example", name: "Erika Beispiel", role: "owner" } }),
)

const organizer = (minutes = 30) => by("organizer", minutesAfter(monday, minutes))

type World = Awaited<ReturnType<typeof world>>
async function paid(w: World, person = people.petra) {
  const booking = await awaiting(w, { person })
  const { paymentId, checkoutId } = await started(booking, later(10).now)
  double.checkout.pay(checkoutId, "card")
  await syncPayment({ paymentId }, later(12))
  return { ...booking, paymentId }
}
/** Paid by card, given back in time, and Stripe refuses to give the money back. */
async function refused() {
  const booking = await paid(await world())
  done(await releaseSeat(booking, by("participant", later(20).now)))
  await settled(booking.bookingId, later(20).now)
  const intents = new Map(double.state.intents)
  double.state.intents.clear()
  await sendRefunds(later(21))
  for (const [id, intent] of intents) double.state.intents.set(id, intent)
  const { id: refundId } = await db.refund.findFirstOrThrow()
  return { booking, refundId }
}
const kindsOf = async () => {
  await drainJobs()
  const where = {
    kind: { in: ["payment_failed", "organizer_payment_failed", "refund_failed", "organizer_refund_failed"] },
  }
  return (await db.mail.findMany({ where, orderBy: { kind: "asc" } })).map(
    ({ kind, recipient }) => `${kind} ${recipient}`,
  )
}

describe("a refund that has failed", () => {
  it("is told to both sides, once, and waits at the desk", async () => {
    const { refundId } = await refused()
    expect(await kindsOf()).toEqual([
      ...["organizer_refund_failed erika@runde.example", `refund_failed ${people.petra.email}`],
    ])
    expect(await listRefunds()).toMatchObject([{ id: refundId, state: "failed", todo: "failed", grossCents: 34_510 }])
    expect(await countMoneyTasks()).toMatchObject({ failedRefunds: 1, exceptions: 0 })
  })

  it("is asked for again once, and goes through", async () => {
    const { booking, refundId } = await refused()
    const answers = await Promise.all([1, 2].map(() => retryRefund({ refundId }, organizer())))
    expect(answers.map((answer) => answer.ok && answer.retried).sort()).toEqual([false, true])
    await sendRefunds(later(31))
    expect(await refundsOf(booking)).toEqual(["34510 failed", "34510 succeeded"])
    expect((await ledgerOf(booking)).at(-1)).toBe("refund -34510")
    expect(await countMoneyTasks()).toMatchObject({ failedRefunds: 0 })
    expect(await settled(booking.bookingId, later(40).now)).toMatchObject({ openCents: 0 })
    expect(await completeRefund({ refundId }, organizer())).toEqual({ ok: true, completed: false })
  })

  it("is transferred by hand, once, and stands in the ledger", async () => {
    const { booking, refundId } = await refused()
    const answers = await Promise.all([1, 2].map(() => completeRefund({ refundId }, organizer())))
    expect(answers.map((answer) => answer.ok && answer.completed).sort()).toEqual([false, true])
    await sendRefunds(later(31))
    expect(await refundsOf(booking)).toEqual(["34510 failed", "34510 succeeded"])
    expect([...double.state.refunds.values()]).toEqual([])
    expect(await retryRefund({ refundId }, organizer())).toEqual({ ok: true, retried: false })
    expect(await listExceptions()).toMatchObject([{ kind: "refund_failed", resolution: "paid_back" }])
  })

  it("is not given back when it is owed again", async () => {
    const { booking, refundId } = await refused()
    await db.ledgerEntry.create({
      data: {
        ...{
          bookingId: booking.bookingId,
          kind: "price",
          occasion: "price:again",
          seatId: booking.seatId,
          vatCategory: "S",
        },
        ...{ netCents: 29_000, vatCents: 5510, grossCents: 34_510, vatRateBasisPoints: 1900, currency: "EUR" },
        at: minutesAfter(monday, 25),
      },
    })
    for (const verb of [retryRefund, completeRefund])
      expect(await verb({ refundId }, organizer())).toMatchObject({ reason: "not_owed_back" })
  })
})

it("what Stripe gives back is not to be transferred by hand", async () => {
  const booking = await paid(await world())
  done(await releaseSeat(booking, by("participant", later(20).now)))
  await settled(booking.bookingId, later(20).now)
  const { id: refundId } = await db.refund.findFirstOrThrow()
  expect(await completeRefund({ refundId }, organizer())).toMatchObject({ reason: "not_by_hand" })
  expect(await retryRefund({ refundId }, organizer())).toMatchObject({ reason: "not_failed" })
  expect(await retryRefund({ refundId: randomUUID() }, organizer())).toMatchObject({ reason: "not_found" })
})

it("what was transferred is given back by hand", async () => {
  const w = await world()
  const { bookingId } = await w.book(people.petra, w.pricedRound)
  await settled(bookingId, monday)
  const transfer = { requestId: randomUUID(), bookingId, grossCents: 40_000, receivedOn: "2026-12-07" }
  done(await recordTransfer(transfer, organizer()))
  await sendRefunds(later(31))
  expect(await listRefunds()).toMatchObject([{ state: "wanted", todo: "transfer", grossCents: 5490 }])
  expect(await countMoneyTasks()).toMatchObject({ transfersBack: 1 })
  const [{ id: refundId } = { id: "" }] = await listRefunds()
  expect(await completeRefund({ refundId }, organizer())).toEqual({ ok: true, completed: true })
  expect(await listRefunds()).toMatchObject([{ state: "succeeded", todo: null }])
  expect(await settled(bookingId, later(40).now)).toMatchObject({ openCents: 0 })
})

it("a payment that nobody here knows of stands among the exceptions", async () => {
  const detail = { checkoutId: "cs_lost", came: { cents: 34_510, currency: "EUR", live: false } }
  await db.paymentException.create({ data: { kind: "unexpected", detail, createdAt: monday } })
  expect(await listExceptions()).toMatchObject([{ kind: "unexpected", reference: null, grossCents: null, detail }])
  const [{ id: exceptionId } = { id: "" }] = await listExceptions()
  done(await resolveException({ exceptionId, resolution: "nothing" }, organizer()))
  expect(await countMoneyTasks()).toMatchObject({ exceptions: 0 })
})

it("an exception is settled with what was done, by whoever comes first", async () => {
  const booking = await paid(await world())
  const { id: exceptionId } = await db.paymentException.create({
    data: { kind: "disputed", paymentId: booking.paymentId, detail: { cents: 34_510 }, createdAt: monday },
  })
  expect(await countMoneyTasks()).toMatchObject({ exceptions: 1 })
  const settle = (resolution: "nothing" | "seat_given") =>
    resolveException({ exceptionId, resolution, note: "Am Telefon geklärt." }, organizer())
  expect(await settle("seat_given")).toEqual({ ok: true, resolved: true })
  expect(await settle("nothing")).toEqual({ ok: true, resolved: false })
  expect(await listExceptions()).toMatchObject([{ resolution: "seat_given", note: "Am Telefon geklärt." }])
  const { detail } = await db.activity.findFirstOrThrow({ where: { kind: "exception.resolved" } })
  expect(detail).toEqual({ exceptionId, exception: "disputed", resolution: "seat_given" })
  expect(await countMoneyTasks()).toMatchObject({ exceptions: 0 })
})

describe("a debit that the bank does not carry out", () => {
  it("is told to both sides, and stands at the desk until somebody pays in another way", async () => {
    const booking = await awaiting(await world(), { payment: "sepa_debit" })
    const { paymentId, checkoutId } = await started(booking, minutesAfter(monday, 10))
    double.checkout.pay(checkoutId, "sepa_debit")
    expect(await syncPayment({ paymentId }, later(12))).toBe("processing")
    const days = 3 * 24 * 60
    double.checkout.settleDebit(checkoutId, { succeeds: false })
    expect(await syncPayment({ paymentId }, later(days))).toBe("failed")
    expect(await kindsOf()).toEqual([
      ...["organizer_payment_failed erika@runde.example", `payment_failed ${people.petra.email}`],
    ])
    expect(await listFailedDebits()).toMatchObject([{ paymentId, grossCents: 34_510 }])
    done(await start(booking, later(days + 60).now))
    expect(await listFailedDebits()).toEqual([])
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })
})

describe("a paid session that is called off", () => {
  it("gives everybody their money back, also where one refund fails", async () => {
    const w = await world()
    const bookings = []
    for (const person of [people.petra, people.jonas, people.karin]) bookings.push(await paid(w, person))
    await changeNow(w.pricedRound, cancel, organizer(60))
    await drainJobs()
    for (const booking of bookings) expect(await refundsOf(booking)).toEqual(["34510 wanted"])
    const broken = await db.payment.findUniqueOrThrow({ where: { id: bookings[1]!.paymentId } })
    double.state.intents.delete(broken.paymentIntentId!)
    await sendRefunds(later(61))
    expect(await Promise.all(bookings.map(refundsOf))).toEqual([
      ...[["34510 succeeded"], ["34510 failed"], ["34510 succeeded"]],
    ])
    expect((await listRefunds()).map(({ familyName, todo }) => `${familyName} ${todo}`).sort()).toEqual([
      ...["Beispiel failed", "Muster null", "Probe null"],
    ])
    expect(await countMoneyTasks()).toMatchObject({ failedRefunds: 1 })
  })
})
