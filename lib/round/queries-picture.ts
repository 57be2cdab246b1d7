import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { type Picture, type PicturedSeat, pictureOf } from "./rules-picture"

/**
 * Whom a closed round brings together, as everybody may see it; null where there is nothing to show, and of an open one.
 * Worked out from its history whenever somebody reads, so a page that is kept for a moment is as late as everything on it.
 */
export async function findPicture(sessionId: string, now = presentTime()): Promise<Picture | null> {
  const seats = await db.$queryRaw<PicturedSeat[]>`
    SELECT coalesce(x.party, x.id)::text AS party, x.confirmed_at AS "confirmedAt",
           x.released_at AS "releasedAt", x.industry, x.size_band AS "sizeBand"
      FROM seats x
      JOIN group_sessions s ON s.id = x.group_session_id JOIN formats f ON f.id = s.format_id AND f.round = 'closed'
     WHERE x.group_session_id = ${sessionId}::uuid AND x.confirmed_at IS NOT NULL AND x.confirmed_at <= ${now}
     ORDER BY x.confirmed_at, x.id`
  return pictureOf(seats, now)
}
