import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockOwners } from "./lock-owners"

/**
 * Ends somebody's access at once, or withdraws an invitation; what they did stays in the log. Their second factors go
 * too, so that removing and inviting again is also the help for who has lost them all. Refuses to remove the last owner
 * (`last_owner`).
 */
export async function removeTeamMember(
  { teamMemberId }: { teamMemberId: string },
  by: By,
): Promise<Outcome<object, "not_found" | "last_owner">> {
  return transaction(async (tx, now) => {
    const owners = await lockOwners(tx)
    if (owners.length === 1 && owners[0] === teamMemberId) return refuse("last_owner")
    const member = await tx.teamMember.findFirst({ where: { id: teamMemberId, removedAt: null } })
    if (!member) return refuse("not_found")
    await tx.teamMember.update({
      where: { id: teamMemberId },
      data: { removedAt: now, totpGeneration: { increment: 1 }, recoveryGeneration: { increment: 1 } },
    })
    await tx.passkey.deleteMany({ where: { teamMemberId } })
    await tx.totpApp.deleteMany({ where: { teamMemberId } })
    await tx.authSession.updateMany({ where: { teamMemberId, revokedAt: null }, data: { revokedAt: now } })
    await recordActivity(tx, "team.member_removed", {
      actor: by.actor,
      detail: { teamMemberId, before: { role: member.role }, invited: member.invitedAt !== null && !member.joinedAt },
      at: now,
    })
    return { ok: true }
  }, by)
}
