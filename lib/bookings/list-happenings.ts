import { db } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"

/** What the desk tells of. The other activities are steps on the way or nobody's business. */
export const happeningKinds = [
  "seat.requested",
  "seat.confirmed",
  "seat.declined",
  "seat.released",
  "seat.rebooked",
  "seat.substituted",
  "seat.added",
  "substitution.requested",
  "waitlist.queued",
  "waitlist.left",
  "offer.made",
  "offer.declined",
  "offer.lapsed",
  "session.published",
  "session.guaranteed",
  "merge.asked",
  "merge.answered",
  "merge.withdrawn",
  "session.filled",
  "session.opened",
  "session.capacity_changed",
  "session.moved",
  "session.cancelled",
] as const

export type Happening = {
  id: string
  kind: (typeof happeningKinds)[number]
  at: Date
  sessionId: string
  startsAt: Date
  timeZone: string
  /** Whom it is about, as the booking names them now. */
  title: string | null
  givenName: string | null
  familyName: string | null
  company: string | null
  /** The member of the team who did it. */
  memberName: string | null
}

/** What happened last, newest first: in all sessions, in those of one host, or in one session. */
export async function listHappenings(scope: { hostId?: string; sessionId?: string }, limit = 12): Promise<Happening[]> {
  return db.$queryRaw<Happening[]>`
    SELECT a.id, a.kind, a.at, s.id AS "sessionId", s.starts_at AS "startsAt", s.time_zone AS "timeZone",
           b.title, b.given_name AS "givenName", b.family_name AS "familyName", b.company_name AS company,
           m.name AS "memberName"
      FROM activities a
      JOIN group_sessions s ON s.id = a.group_session_id
      LEFT JOIN bookings b ON b.id = a.booking_id
      LEFT JOIN team_members m ON a.actor_kind = 'organizer' AND m.id = a.actor_id
     WHERE a.kind = ANY(${happeningKinds}::text[])
       ${scope.hostId ? Prisma.sql`AND s.host_id = ${scope.hostId}::uuid` : Prisma.empty}
       ${scope.sessionId ? Prisma.sql`AND s.id = ${scope.sessionId}::uuid` : Prisma.empty}
     ORDER BY a.at DESC, a.id LIMIT ${limit}`
}
