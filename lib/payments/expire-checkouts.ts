import { db } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { longOverMs } from "./ask-checkout"
import { cardsAreOn } from "./policy"
import { syncPayment } from "./sync-payment"

/** As many as are asked for within the time that a job may take. */
const atOnce = 20

/**
 * Ends at Stripe what nobody shall pay by any more: attempts whose time is up, and those for a seat that is held no
 * longer or whose session has begun. What Stripe then says decides: only when nobody can have paid does the hold lapse.
 * While Stripe cannot be reached the seat stays held; where it can no longer be asked, cards being off or the key another
 * one, for a day. Runs every minute.
 * @returns how many were dealt with
 */
export async function expireCheckouts(options: { now?: Date } = {}): Promise<number> {
  const now = options.now ?? new Date()
  const due = await db.$queryRaw<{ paymentId: string }[]>`
    SELECT p.id AS "paymentId" FROM payments p LEFT JOIN seats s ON s.id = p.seat_id
      LEFT JOIN group_sessions g ON g.id = s.group_session_id
     WHERE p.state IN ('created', 'open')
       AND (${cardsAreOn()} OR p.expires_at <= ${new Date(+now - longOverMs)}::timestamptz)
       AND (p.expires_at <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp())
            OR s.state <> 'held'
            OR g.starts_at <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp())
            OR s.expires_at <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp()))
     ORDER BY p.synced_at NULLS FIRST, p.expires_at LIMIT ${atOnce}`
  return oneByOne(due, "payment.not_ended", (payment) => syncPayment(payment, { ...options, end: true }))
}
