import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"

/** An objection as the organizer's list of what is to do has it: whose, and of which date; not what was said. */
export type OpenObjection = { seatId: string; sessionId: string; startsAt: Date; timeZone: string }

/** Objections about which something is to be done still: not settled, the seat not given up, the session not begun. */
export async function listOpenObjections(now = presentTime()): Promise<OpenObjection[]> {
  const open = await db.objection.findMany({
    where: { settledAt: null, seat: { state: "confirmed", groupSession: { startsAt: { gt: now } } } },
    select: { seatId: true, seat: { select: { groupSession: true } } },
    orderBy: [{ seat: { groupSession: { startsAt: "asc" } } }, { seatId: "asc" }],
  })
  return open.map(({ seatId, seat: { groupSession } }) => ({
    ...{ seatId, sessionId: groupSession.id, startsAt: groupSession.startsAt, timeZone: groupSession.timeZone },
  }))
}

/** One objection with what was said, for who runs sessions; null where there is none. */
export async function findObjection(
  seatId: string,
): Promise<{ text: string | null; objectedAt: Date; settledAt: Date | null } | null> {
  if (!isUuid(seatId)) return null
  return db.objection.findUnique({
    where: { seatId },
    select: { text: true, objectedAt: true, settledAt: true },
  })
}
