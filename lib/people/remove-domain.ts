import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import type { Outcome } from "@/lib/errors"

/** A mailbox of this domain proves this company no longer; who has a seat keeps it, and their company. */
export async function removeDomain(
  input: { companyId: string; domain: string },
  by: By,
): Promise<Outcome<object, never>> {
  return transaction(async (tx, now) => {
    const { count } = await tx.companyDomain.deleteMany({ where: input })
    if (count > 0) await recordActivity(tx, "company.domain_removed", { actor: by.actor, detail: input, at: now })
    return { ok: true as const }
  }, by)
}
