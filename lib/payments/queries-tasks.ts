import { db } from "@/lib/db"

/** How much there is to do about money, by what it is. */
export type MoneyTasks = {
  exceptions: number
  failedRefunds: number
  /** To be transferred back. */
  transfersBack: number
  /** Bookings of which something is not in the ledger, since nobody has decided its VAT. */
  undecidedVat: number
}

/** What waits for the organizer about money. */
export async function countMoneyTasks(): Promise<MoneyTasks> {
  const [tasks] = await db.$queryRaw<[MoneyTasks]>`
    SELECT (SELECT count(*)::int FROM payment_exceptions WHERE resolved_at IS NULL AND kind <> 'refund_failed') AS exceptions,
           (SELECT count(*)::int FROM payment_exceptions WHERE resolved_at IS NULL AND kind = 'refund_failed') AS "failedRefunds",
           (SELECT count(*)::int FROM refunds r JOIN payments y ON y.id = r.payment_id
             WHERE r.state = 'wanted' AND y.method = 'invoice') AS "transfersBack",
           (SELECT count(*)::int FROM bookings WHERE vat_undecided IS NOT NULL) AS "undecidedVat"`
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
