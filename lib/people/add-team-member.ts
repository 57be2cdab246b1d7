import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { TeamMemberInput } from "./schema"

/** Lets somebody sign in; who was removed earlier comes back. Refuses an address that is in the team (`already_member`). */
export async function addTeamMember(
  input: TeamMemberInput,
  by: By,
): Promise<Outcome<{ teamMemberId: string }, "already_member">> {
  return transaction(async (tx, now) => {
    const { count } = await tx.teamMember.updateMany({
      where: { email: input.email, removedAt: { not: null } },
      data: { ...input, removedAt: null },
    })
    if (count === 0) {
      const created = await tx.teamMember.createMany({ data: [{ ...input, createdAt: now }], skipDuplicates: true })
      if (created.count === 0) return refuse("already_member")
    }
    const { id } = await tx.teamMember.findUniqueOrThrow({ where: { email: input.email }, select: { id: true } })
    await recordActivity(tx, "team.member_added", {
      actor: by.actor,
      detail: { teamMemberId: id, role: input.role },
      at: now,
    })
    return { ok: true, teamMemberId: id }
  }, by)
}
