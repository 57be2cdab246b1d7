import type Stripe from "stripe"
import type { Tx } from "@/lib/db"
import { stripe } from "@/lib/stripe"
import { applyRefund } from "./apply-refund"
import { recordException } from "./record-exception"
import { ourId } from "./rules-events"
import { settleBooking } from "./settle-booking"

/** What Stripe has given back of a payment, whoever asked for it. Never in a transaction. */
export const askRefunds = async (intentId: string): Promise<Stripe.Refund[]> =>
  (await stripe().refunds.list({ payment_intent: intentId, limit: 100 })).data

/**
 * Writes down what Stripe has given back of a payment. What nobody here has asked for, but a person there, stands in the
 * ledger as any refund and before the organizer: what it leaves open only they can decide. What was wanted back and not
 * asked for yet is reckoned anew then. Done twice it is done once; of an unknown one that has failed nothing has gone back.
 *
 * Part of a caller's transaction that has locked no booking yet.
 */
export async function takeRefunds(
  tx: Tx,
  { paymentId, refunds, now }: { paymentId: string; refunds: Stripe.Refund[]; now: Date },
): Promise<void> {
  const { bookingId } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { bookingId: true } })
  await tx.$queryRaw`SELECT id FROM lock_booking(${bookingId}::uuid)`
  const unknown: Stripe.Refund[] = []
  // Ours first, or what they answer would be reckoned anew.
  for (const answer of refunds) {
    const refundId = await findOurs(tx, paymentId, answer)
    if (refundId) await applyRefund(tx, { refundId, answer, now })
    else if (answer.status !== "failed" && answer.status !== "canceled") unknown.push(answer)
  }
  for (const answer of unknown) await takeUnknown(tx, { paymentId, answer, now })
  if (unknown.length > 0) await settleBooking(tx, { bookingId, now })
}

/** Also one that a database knew which was put back since: it was wanted for the same reason. */
async function findOurs(
  tx: Tx,
  paymentId: string,
  { id: stripeRefundId, amount: grossCents, metadata }: Stripe.Refund,
): Promise<string | null> {
  const [id, occasion] = [ourId(metadata?.refund), metadata?.occasion]
  const either = [{ stripeRefundId }, ...(id ? [{ id }] : []), ...(occasion ? [{ occasion, grossCents }] : [])]
  return (await tx.refund.findFirst({ where: { paymentId, OR: either }, select: { id: true } }))?.id ?? null
}

async function takeUnknown(
  tx: Tx,
  { paymentId, answer, now }: { paymentId: string; answer: Stripe.Refund; now: Date },
): Promise<void> {
  const { id: stripeRefundId, amount: grossCents } = answer
  const detail = { stripeRefundId, cents: grossCents }
  if (!(await makeRoom(tx, paymentId, grossCents))) {
    await recordException(tx, { kind: "unexpected", paymentId, detail: { ...detail, taken: false }, now })
    return
  }
  const { id: refundId } = await tx.refund.create({
    data: { paymentId, grossCents, occasion: `stripe:${stripeRefundId}`, createdAt: now },
    select: { id: true },
  })
  await applyRefund(tx, { refundId, answer, now })
  await recordException(tx, { kind: "unexpected", refundId, detail, now })
}

/**
 * What is wanted back of the payment and was not asked for yet, as far as we know, makes room.
 * @returns whether there is so much left; not where it was given back by hand, too
 */
async function makeRoom(tx: Tx, paymentId: string, cents: number): Promise<boolean> {
  const wanted = { paymentId, state: "wanted", exceptions: { none: {} } } as const
  await tx.refund.deleteMany({ where: { ...wanted, occasion: { startsWith: "over:" } } })
  if (cents <= (await leftOf(tx, paymentId))) return true
  await tx.refund.deleteMany({ where: wanted })
  return cents <= (await leftOf(tx, paymentId))
}

async function leftOf(tx: Tx, paymentId: string): Promise<number> {
  const { refunds, grossCents } = await tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
    select: { grossCents: true, refunds: { where: { state: { not: "failed" } }, select: { grossCents: true } } },
  })
  return refunds.reduce((left, refund) => left - refund.grossCents, grossCents)
}
