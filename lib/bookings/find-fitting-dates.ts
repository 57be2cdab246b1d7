import type { Tx } from "@/lib/db"
import { readRooms } from "./find-collisions"
import { type Claim, collisionsOf } from "./rules-collisions"

/** Another date of the same format and language. */
export type FittingDate = { id: string; slug: string; startsAt: Date; endsAt: Date; timeZone: string }

/** The most dates that a decline names. */
export const mostNamed = 2
/** The most dates that are looked at for a request. */
const mostLookedAt = 12

/**
 * The other dates of a closed round that fit those whose requests for a seat of this session may be declined: open to
 * everybody, a seat free, this person not there, and nothing standing against them. None for a company in doubt: it would
 * be declined there as well, and nobody may learn from what is named who is in a room whose company they only typed.
 *
 * Read without locks. It is a proposal: who asks there is answered like anybody.
 * @param requests the claims that ask, out of the room of the session
 * @returns for each of them by its id
 */
export async function listFittingDates(tx: Tx, requests: Claim[], now: Date): Promise<Map<string, FittingDate[]>> {
  const open = await listOpenDates(
    tx,
    requests.filter(({ company }) => !company.doubt).map(({ id }) => id),
    now,
  )
  const rooms = await readRooms(
    tx,
    [...new Set(open.map(({ date }) => date.id))],
    requests.map(({ company }) => company.groupId),
  )
  const fits = (claim: Claim, { id }: FittingDate) => {
    const { claims, conflicts } = rooms.get(id)!
    return collisionsOf({ ...claim, decision: null, since: now }, claims, conflicts).length === 0
  }
  return new Map(
    requests.map((claim) => [
      claim.id,
      open.flatMap(({ seatId, date }) => (seatId === claim.id && fits(claim, date) ? date : [])),
    ]),
  )
}

/** With a seat free, and none of the person who asks. */
async function listOpenDates(tx: Tx, seatIds: string[], now: Date): Promise<{ seatId: string; date: FittingDate }[]> {
  if (seatIds.length === 0) return []
  const rows = await tx.$queryRaw<(FittingDate & { seatId: string })[]>`
    SELECT asked.id AS "seatId", open.* FROM seats asked JOIN group_sessions o ON o.id = asked.group_session_id,
      LATERAL (
        SELECT s.id, s.slug, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.time_zone AS "timeZone"
          FROM group_sessions s
         WHERE s.format_id = o.format_id AND s.language = o.language AND s.id <> o.id
           AND s.status IN ('published', 'guaranteed') AND s.starts_at > ${now}
           AND s.seats_taken < s.capacity AND s.paused_until IS NULL
           AND (s.first_access_until IS NULL OR s.first_access_until <= ${now})
           AND NOT EXISTS (SELECT FROM seats x WHERE x.group_session_id = s.id AND x.state IN ('requested', 'offered', 'confirmed')
                              AND (x.booking_id = asked.booking_id OR x.participant_id = asked.participant_id))
         ORDER BY s.starts_at, s.id LIMIT ${mostLookedAt}) open
     WHERE asked.id = ANY(${seatIds}::uuid[]) ORDER BY open."startsAt", open.id`
  return rows.map(({ seatId, ...date }) => ({ seatId, date }))
}
