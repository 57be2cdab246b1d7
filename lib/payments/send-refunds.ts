import { db, transaction } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { isRefused, stripe } from "@/lib/stripe"
import { applyRefund, type RefundAnswer } from "./apply-refund"
import { cardsAreOn } from "./policy"

/** As many as are asked for within the time that a job may take. */
const atOnce = 20
/** Stripe forgets a key after a day; from then on it is looked first. */
const keyMs = 23 * 60 * 60_000

/**
 * Gives back what is wanted back, to where it came from: each with its own key, so that asked twice, at once or after a
 * lost answer it is one refund. What Stripe refuses for good waits for a person; while it cannot be reached it is asked
 * again a minute later. What was transferred goes back by hand.
 * @returns how many were answered
 */
export async function sendRefunds(options: { now?: Date } = {}): Promise<number> {
  if (!cardsAreOn()) return 0
  const wanted = await db.refund.findMany({
    where: { state: "wanted", payment: { paymentIntentId: { not: null } } },
    select: { id: true, grossCents: true, createdAt: true, payment: { select: { paymentIntentId: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: atOnce,
  })
  const asked = wanted.map(({ payment, ...refund }) => ({ ...refund, intentId: payment.paymentIntentId! }))
  return oneByOne(asked, "refund.not_sent", async (refund) => {
    const answer = await give(refund, options.now ?? new Date())
    await transaction((tx, now) => applyRefund(tx, { refundId: refund.id, answer, now }), options)
  })
}

type Wanted = { id: string; grossCents: number; createdAt: Date; intentId: string }

async function give({ id, grossCents, createdAt, intentId }: Wanted, now: Date): Promise<RefundAnswer> {
  if (+now - +createdAt > keyMs) {
    const given = await stripe().refunds.list({ payment_intent: intentId, limit: 100 })
    const mine = given.data.find(({ metadata }) => metadata?.refund === id)
    if (mine) return mine
  }
  try {
    return await stripe().refunds.create(
      { payment_intent: intentId, amount: grossCents, metadata: { refund: id } },
      { idempotencyKey: id },
    )
  } catch (error) {
    if (isRefused(error)) return { refused: error.code ?? "refused" }
    throw error
  }
}
