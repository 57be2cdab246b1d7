import { db, transaction } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { isRefused, stripe } from "@/lib/stripe"
import { applyRefund, type RefundAnswer } from "./apply-refund"
import { cardsAreOn } from "./policy"

/** As many as are asked for within the time that a job may take. */
const atOnce = 20

/**
 * Gives back what is wanted back, to where it came from: each with its own key, so that asked twice, at once or after a
 * lost answer it is one refund. Stripe forgets keys after a day, and a backup that was put back knows other ids: so what
 * Stripe has given back already for the same reason is looked for first. What Stripe refuses for good waits for a
 * person; while it cannot be reached it is asked again a minute later. What was transferred goes back by hand.
 * @returns how many were answered
 */
export async function sendRefunds(options: { now?: Date } = {}): Promise<number> {
  if (!cardsAreOn()) return 0
  const wanted = await db.refund.findMany({
    where: { state: "wanted", payment: { paymentIntentId: { not: null } } },
    select: { id: true, grossCents: true, occasion: true, payment: { select: { paymentIntentId: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: atOnce,
  })
  const asked = wanted.map(({ payment, ...refund }) => ({ ...refund, intentId: payment.paymentIntentId! }))
  return oneByOne(asked, "refund.not_sent", async (refund) => {
    const answer = await give(refund)
    await transaction((tx, now) => applyRefund(tx, { refundId: refund.id, answer, now }), options)
  })
}

type Wanted = { id: string; grossCents: number; occasion: string; intentId: string }

async function give({ id, grossCents, occasion, intentId }: Wanted): Promise<RefundAnswer> {
  try {
    const given = await stripe().refunds.list({ payment_intent: intentId, limit: 100 })
    const mine = given.data.find(
      ({ amount, metadata }) => metadata?.refund === id || (metadata?.occasion === occasion && amount === grossCents),
    )
    if (mine) return mine
    return await stripe().refunds.create(
      { payment_intent: intentId, amount: grossCents, metadata: { refund: id, occasion } },
      { idempotencyKey: id },
    )
  } catch (error) {
    if (isRefused(error)) return { refused: error.code ?? "refused" }
    throw error
  }
}
