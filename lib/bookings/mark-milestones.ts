import { recordActivity, system } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { guaranteeLocked } from "@/lib/sessions/guarantee-group-session"
import type { LockedSession } from "@/lib/sessions/lock-sessions"

/**
 * Notes, in its locked session, that enough people are confirmed: where the format leaves it to that, it takes place for
 * certain (one-way).
 */
export async function markGuaranteed(tx: Tx, session: LockedSession, now: Date): Promise<void> {
  if (session.status !== "published" || session.guarantee !== "at_minimum") return
  const confirmed = await tx.seat.count({ where: { groupSessionId: session.id, state: "confirmed" } })
  if (confirmed >= session.minimum) await guaranteeLocked(tx, session.id, { actor: system, now, confirmed })
}

/**
 * Notes, in its locked session, that a seat was taken or the capacity lowered and now no seat is left, so that the
 * organizer is told; what was open to the public (`is_opening`) is so no more. What is only held may be free again in
 * half an hour and does not count.
 */
export async function markFilled(
  tx: Tx,
  { id: sessionId, capacity }: Pick<LockedSession, "id" | "capacity">,
  now: Date,
): Promise<void> {
  const states = ["requested", "confirmed"] as const
  const taken = await tx.seat.count({ where: { groupSessionId: sessionId, state: { in: [...states] } } })
  if (taken < capacity) return
  await tx.groupSession.updateMany({ where: { id: sessionId, openedAt: { not: null } }, data: { openedAt: null } })
  await recordActivity(tx, "session.filled", { actor: system, sessionId, detail: { capacity }, at: now })
}
