import { db } from "@/lib/db"

/** How much there is to do about money, by what it is. */
export type MoneyTasks = {
  exceptions: number
  failedRefunds: number
  /** To be transferred back. */
  transfersBack: number
  /** Bookings with a sure seat and no price in the ledger, since nobody has decided the VAT. */
  undecidedVat: number
}

/** A ledger follows its log within this time. */
const settledWithin = "2 minutes"

/** What waits for the organizer about money. */
export async function countMoneyTasks(): Promise<MoneyTasks> {
  const [tasks] = await db.$queryRaw<[MoneyTasks]>`
    SELECT (SELECT count(*)::int FROM payment_exceptions WHERE resolved_at IS NULL AND kind <> 'refund_failed') AS exceptions,
           (SELECT count(*)::int FROM payment_exceptions WHERE resolved_at IS NULL AND kind = 'refund_failed') AS "failedRefunds",
           (SELECT count(*)::int FROM refunds r JOIN payments y ON y.id = r.payment_id
             WHERE r.state = 'wanted' AND y.method = 'invoice') AS "transfersBack",
           (SELECT count(*)::int FROM seats s JOIN bookings b ON b.id = s.booking_id
             WHERE s.state = 'confirmed' AND b.price_net_cents > 0
               AND s.confirmed_at < clock_timestamp() - ${settledWithin}::interval
               AND NOT EXISTS (SELECT FROM ledger_entries e WHERE e.booking_id = b.id AND e.kind = 'price'
                                  AND NOT EXISTS (SELECT FROM ledger_entries x WHERE x.reverses_id = e.id))) AS "undecidedVat"`
  return tasks
}

/** A debit that the bank did not carry out, while its booking still has a seat. */
export type FailedDebit = {
  paymentId: string
  sessionId: string
  company: string
  givenName: string
  familyName: string
  title: string | null
  grossCents: number
  currency: string
}

/** Debits that have failed and that nobody has paid in another way since, the oldest first. */
export async function listFailedDebits(): Promise<FailedDebit[]> {
  return db.$queryRaw<FailedDebit[]>`
    SELECT y.id AS "paymentId", s.group_session_id AS "sessionId", b.company_name AS company, b.given_name AS "givenName",
           b.family_name AS "familyName", b.title, y.gross_cents AS "grossCents", y.currency
      FROM payments y JOIN bookings b ON b.id = y.booking_id
      JOIN seats s ON s.booking_id = b.id AND s.state IN ('held', 'confirmed')
     WHERE y.method = 'sepa_debit' AND y.state = 'failed' AND y.failure <> 'mismatch'
       AND NOT EXISTS (SELECT FROM payments later WHERE later.booking_id = b.id AND later.created_at > y.created_at)
     ORDER BY y.settled_at, y.id`
}
