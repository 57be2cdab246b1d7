import type { Tx } from "@/lib/db"

/**
 * A voucher for one format takes nothing off another one's price: a booking that moves there gives it back, for
 * somebody else to use. Part of a caller's transaction that has locked the booking, before the queue.
 */
export async function leaveVoucher(tx: Tx, bookingId: string, formatId: string, now: Date): Promise<void> {
  const elsewhere = { bookingId, givenBackAt: null, voucher: { formatId: { not: formatId } } }
  if ((await tx.voucherUse.count({ where: elsewhere })) === 0) return
  await tx.$executeRaw`SELECT lock_vouchers()`
  await tx.voucherUse.update({ where: { bookingId }, data: { givenBackAt: now }, select: { bookingId: true } })
}
