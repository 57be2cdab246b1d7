import { expect } from "vitest"
import { db } from "@/lib/db"
import type { Double } from "@/scripts/stripe-double/server"
import { ownDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"

/**
 * What is true of all money once everything that follows has been done, as queries that list what contradicts it. They
 * look at seats, payments and the ledger each by itself.
 */
const whenSettled: Record<string, string> = {
  "what has moved stands in the ledger, once and to the cent": `
    SELECT coalesce(m.payment_id, e.payment_id) AS payment FROM (
             SELECT id AS payment_id, gross_cents AS cents, 'payment' AS kind, id AS what FROM payments WHERE state = 'paid'
             UNION ALL SELECT payment_id, -gross_cents, 'refund', id FROM refunds WHERE state = 'succeeded') m
      FULL JOIN (SELECT payment_id, gross_cents, kind::text, coalesce(refund_id, payment_id) AS what
                   FROM ledger_entries WHERE kind IN ('payment', 'refund')) e ON e.what = m.what AND e.kind = m.kind
     WHERE m.what IS NULL OR e.what IS NULL OR e.gross_cents <> m.cents`,
  "a price is owed for a sure seat, and for none else": `
    SELECT b.id FROM bookings b
     WHERE b.price_net_cents IS NOT NULL AND (
       SELECT count(*) FROM ledger_entries e WHERE e.booking_id = b.id AND e.kind = 'price' AND e.reverses_id IS NULL
          AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.reverses_id = e.id))
       <> (SELECT count(*) FROM seats s WHERE s.booking_id = b.id AND s.state = 'confirmed')`,
  "nothing paid is kept that is not owed, unless a person is asked": `
    SELECT b.id, owed.cents AS owed, kept.cents AS kept FROM bookings b
     CROSS JOIN LATERAL (SELECT coalesce(sum(gross_cents), 0) AS cents FROM ledger_entries e
                          WHERE e.booking_id = b.id AND e.kind IN ('price', 'discount', 'fee')) owed
     CROSS JOIN LATERAL (SELECT coalesce(sum(p.gross_cents - coalesce((
                            SELECT sum(r.gross_cents) FROM refunds r WHERE r.payment_id = p.id AND r.state <> 'failed'), 0)), 0) AS cents
                           FROM payments p WHERE p.booking_id = b.id AND p.state = 'paid') kept
     WHERE kept.cents > owed.cents
       AND NOT EXISTS (SELECT FROM payment_exceptions x LEFT JOIN refunds r ON r.id = x.refund_id
                         JOIN payments p ON p.id = coalesce(x.payment_id, r.payment_id) WHERE p.booking_id = b.id)`,
}

/** What is still open of each booking that owes something, in cents. */
const openItems = `
  SELECT e.booking_id AS id, sum(CASE WHEN kind IN ('payment', 'refund') THEN -gross_cents ELSE gross_cents END)::int AS cents
    FROM ledger_entries e GROUP BY 1
  HAVING sum(CASE WHEN kind IN ('payment', 'refund') THEN -gross_cents ELSE gross_cents END) > 0`

/** What contradicts it, each in a sentence. */
export async function whatIsWrong(double?: Double, { open = 0 }: { open?: number } = {}): Promise<string[]> {
  await drainJobs()
  const wrong: string[] = []
  for (const [sentence, sql] of Object.entries(whenSettled))
    if ((await ownDatabase().query(sql)).length > 0) wrong.push(sentence)
  const items = await ownDatabase().query<{ cents: number }>(openItems)
  const cents = items.reduce((sum, item) => sum + item.cents, 0)
  if (cents !== open) wrong.push(`${cents} is open instead of ${open}`)
  return double ? [...wrong, ...(await whatStripeKnowsBetter(double))] : wrong
}

/** Money that came in at Stripe, and went back there: all of it is known, or stands before a person. */
async function whatStripeKnowsBetter({ state }: Double): Promise<string[]> {
  const payments = await db.payment.findMany({ include: { exceptions: true } })
  const refunds = await db.refund.findMany()
  const exceptions = JSON.stringify(await db.paymentException.findMany())
  const wrong: string[] = []
  for (const session of state.sessions.values()) {
    if (session.payment_status !== "paid") continue
    const known = payments.find(({ checkoutId }) => checkoutId === session.id)
    if (known?.state !== "paid" && !known?.exceptions.length && !exceptions.includes(session.id))
      wrong.push("Stripe has money of which nobody knows")
  }
  for (const refund of state.refunds.values())
    if (!refunds.some(({ stripeRefundId }) => stripeRefundId === refund.id) && !exceptions.includes(refund.id))
      wrong.push("Stripe has given back money of which nobody knows")
  return wrong
}

/**
 * The end of every race about money: paid − refunded = owed, but for what is `open` (in cents, of all bookings), and nothing
 * paid is without a seat unless it goes back or waits for a person.
 */
export const expectMoneyRight = async (double?: Double, open?: { open?: number }): Promise<void> =>
  expect(await whatIsWrong(double, open)).toEqual([])
