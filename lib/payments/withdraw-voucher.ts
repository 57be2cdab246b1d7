import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/** From now on nobody can use it; who has keeps it. Withdrawing what is withdrawn succeeds without effect. */
export async function withdrawVoucher(
  input: { voucherId: string },
  by: By,
): Promise<Outcome<{ withdrawn: boolean }, "not_found">> {
  return transaction(async (tx, now) => {
    await tx.$executeRaw`SELECT lock_vouchers()`
    const voucher = await tx.voucher.findUnique({ where: { id: input.voucherId } })
    if (!voucher) return refuse("not_found")
    if (voucher.withdrawnAt) return { ok: true, withdrawn: false }
    await tx.voucher.update({ where: { id: voucher.id }, data: { withdrawnAt: now }, select: { id: true } })
    const detail = { voucherId: voucher.id, code: voucher.code }
    await recordActivity(tx, "voucher.withdrawn", { actor: by.actor, detail, at: now })
    return { ok: true, withdrawn: true }
  }, by)
}
