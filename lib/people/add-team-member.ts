import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { TeamMemberInput } from "./schema"

/**
 * Invites somebody into the team; who was removed earlier comes back. The mail that follows leads to the sign-in page
 * and opens nothing by itself. Refuses an address that is in the team or invited (`already_member`).
 */
export async function addTeamMember(
  input: TeamMemberInput,
  by: By,
): Promise<Outcome<{ teamMemberId: string }, "already_member">> {
  return transaction(async (tx, now) => {
    const invited = { ...input, invitedAt: now }
    const { count } = await tx.teamMember.updateMany({
      where: { email: input.email, removedAt: { not: null } },
      data: { ...invited, removedAt: null, joinedAt: null },
    })
    if (count === 0) {
      const created = await tx.teamMember.createMany({ data: [{ ...invited, createdAt: now }], skipDuplicates: true })
      if (created.count === 0) return refuse("already_member")
    }
    const { id } = await tx.teamMember.findUniqueOrThrow({ where: { email: input.email }, select: { id: true } })
    await recordActivity(tx, "team.member_added", {
      actor: by.actor,
      detail: { teamMemberId: id, after: { name: input.name, role: input.role } },
      at: now,
    })
    return { ok: true, teamMemberId: id }
  }, by)
}
