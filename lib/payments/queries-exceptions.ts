import { db } from "@/lib/db"
import type { ExceptionKind, ExceptionResolution } from "@/prisma/generated/client"

/** What only a person can decide, as the desk sees it. */
export type DeskException = {
  id: string
  kind: ExceptionKind
  /** Cents and codes: what was expected and what came, or what failed. */
  detail: { expected?: Compared; came?: Compared; cents?: number; failure?: string }
  /** Of the payment or refund it is about. */
  grossCents: number
  currency: string
  reference: string
  company: string
  givenName: string
  familyName: string
  title: string | null
  sessionId: string
  startsAt: Date
  timeZone: string
  createdAt: Date
  resolvedAt: Date | null
  resolution: ExceptionResolution | null
  note: string | null
  memberName: string | null
}
type Compared = { cents?: number; currency?: string; live?: boolean; attempt?: string }

/** As many rows as a page shows. */
const mostExceptions = 200

/** What waits for a person, the oldest first, and behind it what was settled, the newest first. */
export async function listExceptions(): Promise<DeskException[]> {
  return db.$queryRaw<DeskException[]>`
    SELECT e.id, e.kind::text, e.detail, coalesce(r.gross_cents, y.gross_cents) AS "grossCents", y.currency, b.reference,
           coalesce(p.company_name, b.company_name) AS company, b.given_name AS "givenName", b.family_name AS "familyName",
           b.title, s.group_session_id AS "sessionId", g.starts_at AS "startsAt", g.time_zone AS "timeZone",
           e.created_at AS "createdAt", e.resolved_at AS "resolvedAt", e.resolution::text, e.note, m.name AS "memberName"
      FROM payment_exceptions e LEFT JOIN refunds r ON r.id = e.refund_id
      JOIN payments y ON y.id = coalesce(e.payment_id, r.payment_id) JOIN bookings b ON b.id = y.booking_id
      LEFT JOIN billing_profiles p ON p.booking_id = b.id LEFT JOIN team_members m ON m.id = e.member_id
      JOIN LATERAL (SELECT group_session_id FROM seats WHERE booking_id = b.id ORDER BY created_at DESC, id LIMIT 1) s ON true
      JOIN group_sessions g ON g.id = s.group_session_id
     ORDER BY e.resolved_at DESC NULLS FIRST, e.created_at, e.id LIMIT ${mostExceptions}`
}
