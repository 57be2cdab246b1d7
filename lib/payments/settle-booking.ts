import type { Tx } from "@/lib/db"
import { readLedger } from "./read-ledger"
import { balanceOf } from "./rules-ledger"
import { goesBack, listLeft } from "./what-goes-back"

export type Settled = { owedCents: number; paidCents: number; openCents: number }

/**
 * Brings the ledger of a booking up to its log and its payments: writes the lines that are missing, and refunds
 * ("wanted") for what was paid above what is owed, never above a payment; none while the VAT of a line is undecided,
 * which is noted at the booking. No line is changed and nobody is called; running it again, later or twice at once
 * changes nothing. It locks the booking, so whoever locks its session or seats does so before.
 * @returns how the booking stands, gross
 */
export async function settleBooking(tx: Tx, { bookingId, now }: { bookingId: string; now: Date }): Promise<Settled> {
  await tx.$queryRaw`SELECT id FROM lock_booking(${bookingId}::uuid)`
  const { written, missing, undecided } = await readLedger(tx, bookingId)
  await tx.ledgerEntry.createMany({ data: missing })
  const why = undecided?.why ?? null
  await tx.$executeRaw`
    UPDATE bookings SET vat_undecided = ${why} WHERE id = ${bookingId}::uuid AND vat_undecided IS DISTINCT FROM ${why}`
  const balance = balanceOf([...written, ...missing])
  // Of what is not known yet nothing goes back.
  if (!undecided) await wantRefunds(tx, { bookingId, owedCents: balance.owedCents, now })
  return balance
}

/**
 * What was paid too much goes back to where it came from, the last payment first. A refund that has failed is not asked
 * for again by itself; the one by which a person asks again has the occasion "again:<refund>".
 */
async function wantRefunds(
  tx: Tx,
  { bookingId, owedCents, now }: { bookingId: string; owedCents: number; now: Date },
): Promise<void> {
  for (const { payment, grossCents } of goesBack(await listLeft(tx, [bookingId]), owedCents)) {
    // Named by how much of the payment had gone back before: of two at once the second is refused.
    const occasion = `over:${payment.id}:${payment.backCents}`
    await tx.refund.create({
      data: { paymentId: payment.id, grossCents, occasion, createdAt: now },
      select: { id: true },
    })
  }
}
