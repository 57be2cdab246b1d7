import type Stripe from "stripe"
import { db, transaction, type Tx } from "@/lib/db"
import { env } from "@/lib/env"
import { type Outcome, refuse } from "@/lib/errors"
import { isLive, readEvent, stripe } from "@/lib/stripe"
import { applyCheckout } from "./apply-checkout"
import { applyDispute } from "./apply-dispute"
import { applyRefund } from "./apply-refund"
import { askCheckout } from "./ask-checkout"
import { cardsAreOn } from "./policy"
import { recordException } from "./record-exception"
import { aboutOf } from "./rules-events"
import { askRefunds, takeRefunds } from "./take-refunds"

/** What follows from an event, once Stripe was asked about its object; null where the object is not known (yet). */
type Change = ((tx: Tx, now: Date) => Promise<unknown>) | null

/** Reads what was sent to us and takes it in, if it was Stripe who sent it (`not_genuine`); `off` without a key. */
export async function takeSigned(
  input: { body: Buffer; signature: string | null },
  options: { now?: Date } = {},
): Promise<Outcome<object, "off" | "not_genuine">> {
  if (!cardsAreOn()) return refuse("off")
  const event = readEvent(input.body, input.signature)
  if (!event) return refuse("not_genuine")
  await takeStripeEvent(event, options)
  return { ok: true }
}

/**
 * Takes in what Stripe tells. Its content is not believed: Stripe is asked how the object stands now, so the order of
 * events does not matter. The event is stored in the transaction of the change it brings about: told again, or ten times
 * at once, it is done once. Of an object that we do not know it is parked, and looked at again later.
 * @throws what Stripe or the way there throws: then nothing is stored, and it is told again
 */
export async function takeStripeEvent(event: Stripe.Event, options: { now?: Date } = {}): Promise<void> {
  const known = await db.stripeEvent.findUnique({ where: { id: event.id } })
  if (known?.doneAt) return
  const change = await changeOf(event)
  await transaction(async (tx, now) => {
    if (!(await isFirst(tx, event, now))) return
    if (!change) return
    await change(tx, now)
    await tx.stripeEvent.update({ where: { id: event.id }, data: { doneAt: now }, select: { id: true } })
  }, options)
}

/** Whether nobody has done it. Who is told the same at the same time waits here. */
async function isFirst(tx: Tx, event: Stripe.Event, now: Date): Promise<boolean> {
  const { id: objectId = "" } = event.data.object as { id?: string }
  await tx.$executeRaw`
    INSERT INTO stripe_events (id, type, object_id, livemode, created_at, received_at)
    VALUES (${event.id}, ${event.type}, ${objectId}, ${event.livemode}, to_timestamp(${event.created}), ${now})
    ON CONFLICT DO NOTHING`
  const [row] = await tx.$queryRaw<[{ done: boolean }]>`
    SELECT done_at IS NOT NULL AS done FROM stripe_events WHERE id = ${event.id} FOR NO KEY UPDATE`
  return !row.done
}

const nothing = async () => undefined

async function changeOf(event: Stripe.Event): Promise<Change> {
  const about = aboutOf(event)
  if (about === "nothing") return nothing
  switch (about.kind) {
    case "checkout":
      return checkoutChange(about, event.livemode)
    case "refund":
      return refundChange(about)
    case "dispute": {
      const payment = await paymentOf(about.intentId)
      if (!payment) return null
      const dispute = await stripe().disputes.retrieve(about.id)
      return (tx, now) => applyDispute(tx, { paymentId: payment.id, dispute, now })
    }
  }
}

async function checkoutChange({ id, attempt }: { id: string; attempt: string | null }, live: boolean): Promise<Change> {
  const payment =
    (await db.payment.findUnique({ where: { checkoutId: id } })) ??
    // Told before we have written down what Stripe has answered, or never could.
    (attempt && (await db.payment.findFirst({ where: { id: attempt, checkoutId: null, method: { not: "invoice" } } })))
  if (!payment) return attempt ? unknownChange(id) : null
  const paymentId = payment.id
  if (live !== isLive()) {
    const detail = { expected: { live: isLive() }, came: { live } }
    return (tx, now) => recordException(tx, { kind: "mismatch", paymentId, detail, now })
  }
  const session = await askCheckout({ ...payment, checkoutId: id })
  return (tx, now) => applyCheckout(tx, { paymentId, session, now })
}

/**
 * A session of which we know nothing, though it was asked for by this house: a backup older than it was put back. Paid, it
 * waits for a person, once.
 */
async function unknownChange(checkoutId: string): Promise<Change> {
  const session = await stripe().checkout.sessions.retrieve(checkoutId)
  if (!session.success_url?.startsWith(`${env().PUBLIC_URL}/`)) return null
  if (session.status === "expired") return nothing
  if (session.payment_status !== "paid") return null
  const came = { cents: session.amount_total, currency: session.currency?.toUpperCase(), live: session.livemode }
  const detail = { checkoutId, reference: session.metadata?.booking ?? null, came }
  return (tx, now) => recordException(tx, { kind: "unexpected", detail, now })
}

async function refundChange({
  id,
  intentId,
  refundId,
}: {
  id: string
  intentId: string
  refundId: string | null
}): Promise<Change> {
  const refund =
    (await db.refund.findUnique({ where: { stripeRefundId: id } })) ??
    (refundId ? await db.refund.findUnique({ where: { id: refundId } }) : null)
  if (refund) {
    const answer = await stripe().refunds.retrieve(id)
    return (tx, now) => applyRefund(tx, { refundId: refund.id, answer, now })
  }
  // Somebody has given money back without us, or our answer is not written down yet.
  const payment = await paymentOf(intentId)
  if (!payment) return null
  const refunds = await askRefunds(intentId)
  return (tx, now) => takeRefunds(tx, { paymentId: payment.id, refunds, now })
}

const paymentOf = (paymentIntentId: string) => db.payment.findUnique({ where: { paymentIntentId } })
