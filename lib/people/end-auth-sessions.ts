import { type Actor, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"

/**
 * Signs a member of the team out: of one sign-in, or without `authSessionId` everywhere. It holds from the next
 * request on, whatever cookie a browser still has. Ending what has ended has no effect. Without an actor the member
 * does it.
 */
export async function endAuthSessions(
  { teamMemberId, authSessionId }: { teamMemberId: string; authSessionId?: string },
  by: { actor?: Actor; now?: Date } = {},
): Promise<void> {
  await transaction(async (tx, now) => {
    const { count } = await tx.authSession.updateMany({
      where: { teamMemberId, id: authSessionId, revokedAt: null },
      data: { revokedAt: now },
    })
    if (count === 0) return
    const actor = by.actor ?? { kind: "organizer", id: teamMemberId }
    await recordActivity(tx, "team.signed_out", { actor, detail: { teamMemberId, count }, at: now })
  }, by)
}
