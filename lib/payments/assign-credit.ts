import type { By } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockPayable, takeTransfer, type TransferRefusal } from "./take-transfer"

/**
 * Takes what has come in by a bank statement for a transfer to a booking, on the day the bank says, and forgets who paid
 * for what. A credit is one payment, ever: what was dealt with already stays as it is (`assigned` is false then).
 */
export async function assignCredit(
  { creditId, bookingId }: { creditId: string; bookingId: string },
  by: By,
): Promise<Outcome<{ assigned: boolean }, TransferRefusal | "other_currency">> {
  return transaction(async (tx, now) => {
    const credit = await lockCredit(tx, creditId)
    if (!credit) return refuse("not_found")
    if (credit.settledAt) return { ok: true, assigned: false }
    const { cents: grossCents, bookedOn: receivedOn, currency } = credit
    const booking = await lockPayable(tx, bookingId)
    if (!booking) return refuse("not_found")
    if (booking.currency !== currency) return refuse("other_currency")
    const taken = await takeTransfer(tx, booking, { bookingId, grossCents, receivedOn }, { ...by, now })
    if (!taken.ok) return taken
    const settled = { settledAt: now, paymentId: taken.paymentId, payer: null, remittance: null }
    await tx.bankCredit.update({ where: { id: creditId }, data: settled, select: { id: true } })
    return { ok: true, assigned: true }
  }, by)
}

/** Locks a credit; always before the booking it is for. */
export async function lockCredit(tx: Tx, creditId: string) {
  type Row = { cents: number; currency: string; bookedOn: string; settledAt: Date | null }
  const [credit] = await tx.$queryRaw<Row[]>`
    SELECT cents, currency, booked_on::text AS "bookedOn", settled_at AS "settledAt" FROM lock_credit(${creditId}::uuid)`
  return credit ?? null
}
