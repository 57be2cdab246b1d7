import type { Tx } from "@/lib/db"

/**
 * A hold that ran out has given its voucher back; with a seat the booking takes it again, at the price that was agreed.
 * @returns false when others have used it up meanwhile
 */
export async function retakeVoucher(tx: Tx, bookingId: string): Promise<boolean> {
  const given = await tx.voucherUse.findFirst({ where: { bookingId, givenBackAt: { not: null } } })
  if (!given) return true
  await tx.$executeRaw`SELECT lock_vouchers()`
  const { uses, mostUses } = await tx.voucher.findUniqueOrThrow({ where: { id: given.voucherId } })
  if (uses >= mostUses) return false
  await tx.voucherUse.update({ where: { bookingId }, data: { givenBackAt: null }, select: { bookingId: true } })
  return true
}
