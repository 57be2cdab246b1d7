import { type Actor, recordOfEach } from "@/lib/activity"
import type { Tx } from "@/lib/db"

/** Opens drafts for booking, in the caller's transaction, which has made them or holds their locks. */
export async function openDrafts(
  tx: Tx,
  sessionIds: string[],
  { actor, at }: { actor: Actor; at: Date },
): Promise<void> {
  await tx.groupSession.updateMany({
    where: { id: { in: sessionIds } },
    data: { status: "published", publishedAt: at },
  })
  await recordOfEach(tx, "session.published", sessionIds, { actor, at })
}
