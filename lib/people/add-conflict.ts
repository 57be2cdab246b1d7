import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { conflictPair } from "./rules-conflicts"

/**
 * From now on a request of one group collides with whoever of the other sits there or asked before. Those who sit
 * together already stay. The note is private, stands in its own table and nowhere else. Adding it again writes the note anew.
 */
export async function addConflict(
  input: { groupId: string; otherId: string; note: string | null },
  by: By,
): Promise<Outcome<object, "not_found" | "same_group">> {
  const pair = conflictPair(input.groupId, input.otherId)
  if (!pair) return refuse("same_group")
  return transaction(async (tx, now) => {
    const { groupId, otherId } = pair
    if ((await tx.companyGroup.count({ where: { id: { in: [groupId, otherId] } } })) < 2) return refuse("not_found")
    await tx.companyConflict.upsert({
      where: { groupId_otherId: pair },
      create: { ...pair, note: input.note, addedAt: now, addedBy: by.actor.id },
      update: { note: input.note, addedAt: now },
    })
    await recordActivity(tx, "company.conflict_added", { actor: by.actor, detail: pair, at: now })
    return { ok: true as const }
  }, by)
}
