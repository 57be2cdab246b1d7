import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { asRefusal, type Outcome } from "@/lib/errors"
import type { VoucherInput } from "./schema"

/** Creates a code that makes seats cheaper or free; `code_taken` where there is one of that name, withdrawn or not. */
export async function createVoucher(
  input: VoucherInput,
  by: By,
): Promise<Outcome<{ voucherId: string }, "code_taken">> {
  const { code, worth, expiresOn, domain = null, formatId = null, mostUses } = input
  try {
    return await transaction(async (tx, now) => {
      const { id: voucherId } = await tx.voucher.create({
        data: {
          ...{ code, ...worth, domain, formatId, mostUses, createdAt: now },
          expiresOn: expiresOn ? new Date(expiresOn) : null,
        },
        select: { id: true },
      })
      await recordActivity(tx, "voucher.created", { actor: by.actor, detail: { voucherId, code }, at: now })
      return { ok: true, voucherId } as const
    }, by)
  } catch (error) {
    return asRefusal(error, { vouchers_code_key: "code_taken" })
  }
}
