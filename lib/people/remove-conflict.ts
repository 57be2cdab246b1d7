import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { conflictPair } from "./rules-conflicts"

/** The two may sit at one table again; the note is gone. */
export async function removeConflict(
  input: { groupId: string; otherId: string },
  by: By,
): Promise<Outcome<object, "same_group">> {
  const pair = conflictPair(input.groupId, input.otherId)
  if (!pair) return refuse("same_group")
  return transaction(async (tx, now) => {
    const { count } = await tx.companyConflict.deleteMany({ where: pair })
    if (count > 0) await recordActivity(tx, "company.conflict_removed", { actor: by.actor, detail: pair, at: now })
    return { ok: true as const }
  }, by)
}
