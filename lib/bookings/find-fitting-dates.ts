import type { Tx } from "@/lib/db"
import { readRoom, readRooms } from "./find-collisions"
import { collisionsOf } from "./rules-collisions"

/** Another date of the same format and language. */
export type FittingDate = { id: string; slug: string; startsAt: Date; endsAt: Date; timeZone: string }

/** So many a decline names. */
export const mostNamed = 2
/** So far it is looked. */
const mostLookedAt = 12

/**
 * On which other dates of a closed round somebody fits whose request for a seat (its id) may be declined: open to
 * everybody, a seat free, this person not there, and nothing standing against them. None for a company in doubt: it would
 * be declined there as well, and nobody may learn from what is named who is in a room whose company they only typed.
 *
 * Read without locks. It is a proposal: who asks there is answered like anybody.
 */
export async function listFittingDates(tx: Tx, seatId: string, now: Date): Promise<FittingDate[]> {
  const { groupSessionId } = await tx.seat.findUniqueOrThrow({
    where: { id: seatId },
    select: { groupSessionId: true },
  })
  const claim = (await readRoom(tx, groupSessionId)).claims.find(({ id }) => id === seatId)
  if (!claim || claim.company.doubt) return []
  const dates = await listOpenDates(tx, seatId, now)
  const rooms = await readRooms(
    tx,
    dates.map(({ id }) => id),
    claim.company.groupId,
  )
  const there = { ...claim, kind: "requested" as const, decision: null, since: now }
  return dates.filter(({ id }) => {
    const { claims, conflicts } = rooms.get(id)!
    return collisionsOf(there, claims, conflicts).length === 0
  })
}

/** With a seat free, and none of this person's. */
const listOpenDates = (tx: Tx, seatId: string, now: Date): Promise<FittingDate[]> => tx.$queryRaw`
  SELECT s.id, s.slug, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.time_zone AS "timeZone"
    FROM seats asked JOIN group_sessions o ON o.id = asked.group_session_id
    JOIN group_sessions s ON s.format_id = o.format_id AND s.language = o.language AND s.id <> o.id
   WHERE asked.id = ${seatId}::uuid AND s.status IN ('published', 'guaranteed') AND s.starts_at > ${now}
     AND s.seats_taken < s.capacity AND s.paused_until IS NULL
     AND (s.first_access_until IS NULL OR s.first_access_until <= ${now})
     AND NOT EXISTS (SELECT FROM seats x WHERE x.group_session_id = s.id AND x.state IN ('requested', 'offered', 'confirmed')
                        AND (x.booking_id = asked.booking_id OR x.participant_id = asked.participant_id))
   ORDER BY s.starts_at, s.id LIMIT ${mostLookedAt}`
