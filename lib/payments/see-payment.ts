import { db } from "@/lib/db"
import { errorFacts, log } from "@/lib/log"
import type { PaymentState } from "@/prisma/generated/client"
import { syncPayment } from "./sync-payment"

/**
 * How the last attempt of a booking stands, for who comes back from paying. Where Stripe cannot be asked it is said as
 * we know it; an event or the sweep says the rest.
 * @returns null where there was none
 */
export async function seePayment({ bookingId }: { bookingId: string }): Promise<PaymentState | null> {
  const last = await db.payment.findFirst({
    where: { bookingId, method: { in: ["card", "sepa_debit"] } },
    select: { id: true, state: true },
    orderBy: { createdAt: "desc" },
  })
  if (!last) return null
  try {
    return await syncPayment({ paymentId: last.id })
  } catch (error) {
    log.warn({ event: "payment.not_seen", paymentId: last.id, ...errorFacts(error) })
    return last.state
  }
}
