import { type Actor, type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { isBegun, type LockedSession, lockSessions, whilePaused } from "@/lib/sessions/lock-sessions"
import { markFilled } from "./mark-milestones"
import { countTaken } from "./take-seat"

type Changed = { ok: true; capacity: number; minimum: number }
type BelowTaken = Refusal<"below_taken"> & { taken: number }
type CapacityOutcome = Changed | Refusal<"not_found" | "session_closed" | "session_paused"> | BelowTaken

/**
 * Changes how many seats a session has, from 1 to 500. Below the seats that are taken it is refused with their number
 * (`below_taken`); holds that have run out do not count. A minimum above the new capacity follows it down.
 */
export async function changeCapacity(input: { sessionId: string; capacity: number }, by: By): Promise<CapacityOutcome> {
  return transaction(async (tx, now): Promise<CapacityOutcome> => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session) return refuse("not_found")
    if (isBegun(session, now)) return refuse("session_closed")
    const { capacity } = input
    const minimum = Math.min(session.minimum, capacity)
    if (capacity === session.capacity) return { ok: true, capacity, minimum }
    const refused = whilePaused(session) ?? capacityRefusal(session, capacity, await countTaken(tx, session, now), now)
    if (refused) return refused
    await changeCapacityLocked(tx, session, capacity, { actor: by.actor, now })
    return { ok: true, capacity, minimum }
  }, by)
}

export function capacityRefusal(
  session: LockedSession,
  capacity: number,
  taken: number,
  now: Date,
): Refusal<"session_closed"> | BelowTaken | null {
  if (isBegun(session, now)) return refuse("session_closed")
  return capacity < taken ? { ...refuse("below_taken"), taken } : null
}

/** Changes the capacity of a locked session in which no more seats are taken. */
export async function changeCapacityLocked(
  tx: Tx,
  session: LockedSession,
  capacity: number,
  by: { actor: Actor; now: Date },
): Promise<void> {
  await tx.groupSession.update({
    where: { id: session.id },
    data: { capacity, minimum: Math.min(session.minimum, capacity), revision: { increment: 1 } },
    select: { id: true },
  })
  const detail = { before: session.capacity, after: capacity }
  await recordActivity(tx, "session.capacity_changed", { actor: by.actor, sessionId: session.id, detail, at: by.now })
  if (capacity < session.capacity) await markFilled(tx, { id: session.id, capacity }, by.now)
}
