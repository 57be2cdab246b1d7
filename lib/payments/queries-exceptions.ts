import { db } from "@/lib/db"
import type { ExceptionKind, ExceptionResolution } from "@/prisma/generated/client"
import { type AboutBooking, aboutBooking, joinedWithBooking } from "./about-booking"

/** What only a person can decide, as the desk sees it. */
export type DeskException = (AboutBooking | Record<keyof AboutBooking, null>) & {
  id: string
  kind: ExceptionKind
  /** Cents and codes: what was expected and what came, or what failed. */
  detail: { expected?: Compared; came?: Compared; cents?: number; failure?: string; taken?: boolean }
  /** Of the payment or refund it is about; null where we know of none, and so of no booking. */
  grossCents: number | null
  currency: string | null
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
    SELECT e.id, e.kind::text, e.detail, coalesce(r.gross_cents, y.gross_cents) AS "grossCents", y.currency, ${aboutBooking},
           e.created_at AS "createdAt", e.resolved_at AS "resolvedAt", e.resolution::text, e.note, m.name AS "memberName"
      FROM payment_exceptions e LEFT JOIN refunds r ON r.id = e.refund_id
      LEFT JOIN payments y ON y.id = coalesce(e.payment_id, r.payment_id) LEFT JOIN bookings b ON b.id = y.booking_id
      LEFT JOIN team_members m ON m.id = e.member_id ${joinedWithBooking}
     ORDER BY e.resolved_at DESC NULLS FIRST, e.created_at, e.id LIMIT ${mostExceptions}`
}
