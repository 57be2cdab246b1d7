import type { Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { type LockedSession, lockSessions } from "@/lib/sessions/lock-sessions"
import type { PlannedChange } from "@/prisma/generated/client"

export type LockedPlan = { session: LockedSession; plan: PlannedChange }

/**
 * A planned change and those that were confirmed with it, their sessions locked, so that only one settles them; null when
 * it is not there, or no longer.
 */
export async function lockPlan(tx: Tx, changeId: string): Promise<{ plan: PlannedChange; all: LockedPlan[] } | null> {
  const found = isUuid(changeId) ? await tx.plannedChange.findUnique({ where: { id: changeId } }) : null
  if (!found) return null
  const where = { decisionId: found.decisionId }
  const together = await tx.plannedChange.findMany({ where, select: { groupSessionId: true } })
  const sessions = await lockSessions(
    tx,
    together.map(({ groupSessionId }) => groupSessionId),
  )
  // Again, under the locks: somebody may have been faster.
  const plans = await tx.plannedChange.findMany({ where })
  const all = sessions.flatMap((session) => {
    const plan = plans.find(({ groupSessionId }) => groupSessionId === session.id)
    return plan ? [{ session, plan }] : []
  })
  const plan = plans.find(({ id }) => id === changeId)
  return plan ? { plan, all } : null
}
