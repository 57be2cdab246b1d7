import { db } from "@/lib/db"
import type { PaymentMethod, RefundState } from "@/prisma/generated/client"
import { type AboutBooking, aboutBooking, joinedWithBooking } from "./about-booking"

/** Money on its way back, as the desk sees it. */
export type DeskRefund = AboutBooking & {
  id: string
  grossCents: number
  currency: string
  /** How it was paid. */
  method: PaymentMethod
  state: RefundState
  /** A code, never a text. */
  failure: string | null
  createdAt: Date
  settledAt: Date | null
  /** What is to be done: transfer it, or deal with what has failed; null where nothing is. */
  todo: "transfer" | "failed" | null
}

/** As many rows as a page shows. */
const mostRefunds = 200

/**
 * All refunds, what is to be done first and then the newest. A transfer that was taken back is none, nor is what a bank has
 * fetched back; one that has failed is dealt with once it was asked for again or its exception is settled.
 */
export async function listRefunds(): Promise<DeskRefund[]> {
  return db.$queryRaw<DeskRefund[]>`
    SELECT r.id, ${aboutBooking}, r.gross_cents AS "grossCents", y.currency, y.method::text,
           r.state::text, r.failure, r.created_at AS "createdAt", r.settled_at AS "settledAt",
           CASE WHEN r.state = 'wanted' AND y.method = 'invoice' THEN 'transfer'
                WHEN r.state = 'failed' AND EXISTS (
                  SELECT FROM payment_exceptions e WHERE e.refund_id = r.id AND e.resolved_at IS NULL) THEN 'failed' END AS todo
      FROM refunds r JOIN payments y ON y.id = r.payment_id JOIN bookings b ON b.id = y.booking_id ${joinedWithBooking}
     WHERE r.occasion NOT LIKE 'withdrawn:%' AND r.occasion NOT LIKE 'disputed:%'
     ORDER BY todo NULLS LAST, r.created_at DESC, r.id LIMIT ${mostRefunds}`
}
