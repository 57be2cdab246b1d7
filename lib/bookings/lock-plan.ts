import type { Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { type LockedSession, lockSessions } from "@/lib/sessions/lock-sessions"
import type { PlannedChange } from "@/prisma/generated/client"

/** A planned change with its session locked, so that only one settles it; null when it is not there, or no longer. */
export async function lockPlan(
  tx: Tx,
  changeId: string,
): Promise<{ session: LockedSession; plan: PlannedChange } | null> {
  const where = { id: changeId }
  const found = isUuid(changeId) && (await tx.plannedChange.findUnique({ where, select: { groupSessionId: true } }))
  const [session] = found ? await lockSessions(tx, [found.groupSessionId]) : []
  // Again, under the lock: somebody may have been faster.
  const plan = session && (await tx.plannedChange.findUnique({ where }))
  return session && plan ? { session, plan } : null
}
