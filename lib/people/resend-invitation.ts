import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { invitationPauseMs } from "./rules"

/**
 * Mails an open invitation once more. Refuses when it was mailed less than a minute ago (`too_soon`), and who has signed
 * in since or was never invited (`not_found`).
 */
export async function resendInvitation(
  { teamMemberId }: { teamMemberId: string },
  by: By,
): Promise<Outcome<object, "not_found" | "too_soon">> {
  return transaction(async (tx, now) => {
    const open = { id: teamMemberId, removedAt: null, joinedAt: null, invitedAt: { not: null } }
    const { count } = await tx.teamMember.updateMany({
      where: { ...open, invitedAt: { lte: new Date(now.getTime() - invitationPauseMs) } },
      data: { invitedAt: now },
    })
    if (count === 0) return refuse((await tx.teamMember.count({ where: open })) ? "too_soon" : "not_found")
    await recordActivity(tx, "team.invitation_resent", { actor: by.actor, detail: { teamMemberId }, at: now })
    return { ok: true }
  }, by)
}
