import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/** Ends somebody's access at once; what they did stays in the log. Refuses to remove the last owner (`last_owner`). */
export async function removeTeamMember(
  input: { teamMemberId: string },
  by: By,
): Promise<Outcome<object, "not_found" | "last_owner">> {
  return transaction(async (tx, now) => {
    // All owners, in one order: of two owners who remove each other at once one stays.
    const owners = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM team_members WHERE role = 'owner' AND removed_at IS NULL ORDER BY id FOR NO KEY UPDATE`
    if (owners.length === 1 && owners[0]?.id === input.teamMemberId) return refuse("last_owner")
    const { count } = await tx.teamMember.updateMany({
      where: { id: input.teamMemberId, removedAt: null },
      data: { removedAt: now },
    })
    if (count === 0) return refuse("not_found")
    await tx.authSession.updateMany({
      where: { teamMemberId: input.teamMemberId, revokedAt: null },
      data: { revokedAt: now },
    })
    await recordActivity(tx, "team.member_removed", {
      actor: by.actor,
      detail: { teamMemberId: input.teamMemberId },
      at: now,
    })
    return { ok: true }
  }, by)
}
