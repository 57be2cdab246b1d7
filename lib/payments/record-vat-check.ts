import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { rateAnew } from "./rate-anew"
import { settleBooking } from "./settle-booking"

/**
 * Keeps what the register said of a VAT id when somebody of the team asked it by hand (§ 18e UStG), as `checkVatIds` does by
 * itself; what is owed follows. Refuses another VAT id than the booking has by now (`vat_id_changed`).
 */
export async function recordVatCheck(
  { bookingId, vatId, valid }: { bookingId: string; vatId: string; valid: boolean },
  by: By,
): Promise<Outcome<object, "vat_id_changed">> {
  return transaction(async (tx, now) => {
    await tx.$queryRaw`SELECT id FROM lock_booking(${bookingId}::uuid)`
    const { count } = await tx.billingProfile.updateMany({
      where: { bookingId, vatId },
      data: { vatCheck: valid ? "valid" : "invalid", vatCheckedAt: now, vatAnswer: { byHand: true, valid } },
    })
    if (count === 0) return refuse("vat_id_changed")
    await rateAnew(tx, { bookingId, now })
    await settleBooking(tx, { bookingId, now })
    await recordActivity(tx, "billing.vat_id_checked", {
      actor: by.actor,
      bookingId,
      detail: { vatId, valid },
      at: now,
    })
    return { ok: true }
  }, by)
}
