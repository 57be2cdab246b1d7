import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { markFilled } from "./mark-milestones"

type Changed = { ok: true; capacity: number; minimum: number }
type CapacityOutcome = Changed | Refusal<"not_found" | "session_closed"> | (Refusal<"below_taken"> & { taken: number })

/**
 * Changes how many seats a session has, from 1 to 500. Below the seats that are taken it is refused with their number
 * (`below_taken`); holds that have run out do not count. A minimum above the new capacity follows it down.
 */
export async function changeCapacity(input: { sessionId: string; capacity: number }, by: By): Promise<CapacityOutcome> {
  return transaction(async (tx, now): Promise<CapacityOutcome> => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session) return refuse("not_found")
    if (session.status === "cancelled" || session.status === "finished" || session.startsAt <= now)
      return refuse("session_closed")
    const { capacity } = input
    const minimum = Math.min(session.minimum, capacity)
    if (capacity === session.capacity) return { ok: true, capacity, minimum }
    const [{ lapsed }] = await tx.$queryRaw<
      [{ lapsed: number }]
    >`SELECT lapse_holds(${session.id}::uuid, ${now}::timestamptz) AS lapsed`
    const taken = session.seatsTaken - lapsed
    if (capacity < taken) return { ...refuse("below_taken"), taken }
    await tx.groupSession.update({
      where: { id: session.id },
      data: { capacity, minimum, revision: { increment: 1 } },
      select: { id: true },
    })
    const detail = { before: session.capacity, after: capacity }
    await recordActivity(tx, "session.capacity_changed", { actor: by.actor, sessionId: session.id, detail, at: now })
    if (capacity < session.capacity) await markFilled(tx, { id: session.id, capacity }, now)
    return { ok: true, capacity, minimum }
  }, by)
}
