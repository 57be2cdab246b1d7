import { db, transaction } from "@/lib/db"
import type { Payment, PaymentState } from "@/prisma/generated/client"
import { applyCheckout } from "./apply-checkout"
import { askCheckout, endCheckout } from "./ask-checkout"
import { askRefunds, takeRefunds } from "./take-refunds"

/**
 * Asks Stripe how an attempt stands, and once it is paid what of it was given back, and writes it down; what was written
 * before is never taken back. It may run at any time, twice and at once: return page, sweep and replay all call it.
 * Stripe is asked before the transaction begins.
 * @param options `end`: nobody shall be able to pay by it any more
 * @returns how it stands; null where it is no attempt at Stripe
 * @throws what Stripe or the way there throws: then nothing has changed, and it may be asked again
 */
export async function syncPayment(
  { paymentId }: { paymentId: string },
  { now, end = false }: { now?: Date; end?: boolean } = {},
): Promise<PaymentState | null> {
  const payment = await db.payment.findUnique({ where: { id: paymentId } })
  if (payment?.method !== "card" && payment?.method !== "sepa_debit") return null
  if (payment.state === "paid") return syncRefunds(payment, now)
  const session = await (end ? endCheckout(payment, now ?? new Date()) : askCheckout(payment))
  return transaction((tx, now) => applyCheckout(tx, { paymentId, session, now }), { now })
}

async function syncRefunds({ id: paymentId, paymentIntentId, state }: Payment, now?: Date): Promise<PaymentState> {
  const refunds = paymentIntentId ? await askRefunds(paymentIntentId) : []
  if (refunds.length > 0) await transaction((tx, now) => takeRefunds(tx, { paymentId, refunds, now }), { now })
  return state
}
