import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockOwners } from "./lock-owners"
import type { TeamRole } from "./schema"

/**
 * Gives a member another role; it holds from their next request on. Refuses to demote the last owner (`last_owner`).
 * The role somebody has already is given without effect.
 */
export async function changeRole(
  { teamMemberId, role }: { teamMemberId: string; role: TeamRole },
  by: By,
): Promise<Outcome<object, "not_found" | "last_owner">> {
  return transaction(async (tx, now) => {
    const owners = await lockOwners(tx)
    if (role !== "owner" && owners.length === 1 && owners[0] === teamMemberId) return refuse("last_owner")
    const member = await tx.teamMember.findFirst({ where: { id: teamMemberId, removedAt: null } })
    if (!member) return refuse("not_found")
    if (member.role === role) return { ok: true }
    await tx.teamMember.update({ where: { id: teamMemberId }, data: { role } })
    const detail = { teamMemberId, before: { role: member.role }, after: { role } }
    await recordActivity(tx, "team.role_changed", { actor: by.actor, detail, at: now })
    return { ok: true }
  }, by)
}
