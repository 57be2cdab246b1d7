import { Prisma } from "@/prisma/generated/client"

/** Whose money it is and for which session, as lists of the desk say it. */
export type AboutBooking = {
  reference: string
  /** Who is billed; where nobody is, where the person works. */
  company: string
  givenName: string
  familyName: string
  title: string | null
  sessionId: string
  startsAt: Date
  timeZone: string
}

/** Of a booking "b" that is joined with the rest. */
export const aboutBooking = Prisma.sql`
  b.reference, coalesce(p.company_name, b.company_name) AS company, b.given_name AS "givenName", b.family_name AS "familyName",
  b.title, s.group_session_id AS "sessionId", g.starts_at AS "startsAt", g.time_zone AS "timeZone"`

/** The session is that of the seat that counts, or of the last one that did. */
export const joinedWithBooking = Prisma.sql`
  LEFT JOIN billing_profiles p ON p.booking_id = b.id
  LEFT JOIN LATERAL (SELECT group_session_id FROM seats WHERE booking_id = b.id
                 ORDER BY state <> 'released' DESC, created_at DESC, id LIMIT 1) s ON true
  LEFT JOIN group_sessions g ON g.id = s.group_session_id`
