import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"

/**
 * Signs a member of the team out: of one sign-in, or without `authSessionId` everywhere. It holds from the next
 * request on, whatever cookie a browser still has. Ending what has ended has no effect.
 */
export async function endAuthSessions(
  input: { teamMemberId: string; authSessionId?: string },
  by: { now?: Date } = {},
): Promise<void> {
  await transaction(async (tx, now) => {
    const { count } = await tx.authSession.updateMany({
      where: { teamMemberId: input.teamMemberId, id: input.authSessionId, revokedAt: null },
      data: { revokedAt: now },
    })
    if (count > 0) {
      await recordActivity(tx, "team.signed_out", {
        actor: { kind: "organizer", id: input.teamMemberId },
        detail: { count },
        at: now,
      })
    }
  }, by)
}
