import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockCredit } from "./assign-credit"

/**
 * Sets aside what has come in by a bank statement and is no payment of a booking, or was marked by hand. Who paid for what
 * is forgotten; the entry stays known. Doing it again has no effect.
 */
export async function setAsideCredit(
  { creditId }: { creditId: string },
  by: By,
): Promise<Outcome<{ setAside: boolean }, "not_found">> {
  return transaction(async (tx, now) => {
    const credit = await lockCredit(tx, creditId)
    if (!credit) return refuse("not_found")
    if (credit.settledAt) return { ok: true, setAside: false }
    const { cents, currency, bookedOn } = credit
    const settled = { settledAt: now, payer: null, remittance: null }
    await tx.bankCredit.update({ where: { id: creditId }, data: settled, select: { id: true } })
    await recordActivity(tx, "credit.set_aside", { actor: by.actor, detail: { cents, currency, bookedOn }, at: now })
    return { ok: true, setAside: true }
  }, by)
}
