import { recordActivity, system } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { LockedSession } from "@/lib/sessions/lock-sessions"

/**
 * What a confirmation can bring about in its locked session: the promised minimum is reached, so that it takes place
 * for certain (one-way), and the last seat is confirmed, which the organizer is told.
 */
export async function markMilestones(tx: Tx, session: LockedSession, now: Date): Promise<void> {
  const confirmed = await tx.seat.count({ where: { groupSessionId: session.id, state: "confirmed" } })
  if (session.status === "published" && confirmed >= session.minimum) {
    await tx.groupSession.update({
      where: { id: session.id },
      data: { status: "guaranteed", guaranteedAt: now },
      select: { id: true },
    })
    await recordActivity(tx, "session.guaranteed", {
      actor: system,
      sessionId: session.id,
      detail: { confirmed },
      at: now,
    })
  }
  if (confirmed === session.capacity) {
    await recordActivity(tx, "session.filled", {
      actor: system,
      sessionId: session.id,
      detail: { capacity: session.capacity },
      at: now,
    })
  }
}
