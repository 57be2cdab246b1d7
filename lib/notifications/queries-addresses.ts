import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"

/** An address that mails come back from, and whose it is. */
export type MarkedAddress = {
  address: string
  mark: "bounced" | "complained"
  reason: string
  source: "smtp" | "postmark" | "mailgun" | "sendgrid"
  mailId: string | null
  markedAt: Date
  /** Of the participant with this address; null where it is a booker's, or nobody's. */
  personId: string | null
  name: string | null
  phone: string | null
  subscribed: boolean
  /** Where they are expected next. */
  sessionId: string | null
  startsAt: Date | null
  timeZone: string | null
}

/**
 * The marked addresses, the newest first, in one question. A host sees those of who is expected in their own sessions;
 * with `expected` everybody only sees those of whom is expected somewhere.
 */
export async function listMarkedAddresses(
  { hostId, expected = false }: { hostId?: string; expected?: boolean } = {},
  now = presentTime(),
): Promise<MarkedAddress[]> {
  return db.$queryRaw<MarkedAddress[]>`
    SELECT a.address, a.mark, a.reason, a.source, a.mail_id AS "mailId", a.marked_at AS "markedAt",
           p.id AS "personId", coalesce(nullif(concat_ws(' ', p.title, p.given_name, p.family_name), ''), k.name) AS name,
           coalesce(p.phone, ahead.phone) AS phone,
           EXISTS (SELECT FROM subscriptions s WHERE s.email = a.address AND s.confirmed_at IS NOT NULL) AS subscribed,
           ahead.session_id AS "sessionId", ahead.starts_at AS "startsAt", ahead.time_zone AS "timeZone"
      FROM mail_addresses a
      LEFT JOIN participants p ON p.email = a.address AND p.erased_at IS NULL AND p.merged_into_id IS NULL
      LEFT JOIN bookers k ON k.email = a.address AND k.erased_at IS NULL AND p.id IS NULL
      LEFT JOIN LATERAL (
        -- Each way to a booking by its own index.
        SELECT g.id AS session_id, g.starts_at, g.time_zone, CASE WHEN b.email = a.address THEN b.phone END AS phone
          FROM (SELECT id FROM bookings WHERE email = a.address UNION SELECT id FROM bookings WHERE booker_email = a.address) own
          JOIN bookings b ON b.id = own.id
          JOIN seats x ON x.booking_id = b.id AND x.state IN ('requested', 'confirmed', 'offered')
          JOIN group_sessions g ON g.id = x.group_session_id AND g.ends_at > ${now}
         WHERE ${hostId ? Prisma.sql`g.host_id = ${hostId}::uuid` : Prisma.sql`true`}
         ORDER BY g.starts_at, g.id LIMIT 1) ahead ON true
     WHERE ${expected || hostId ? Prisma.sql`ahead.session_id IS NOT NULL` : Prisma.sql`true`}
     ORDER BY a.marked_at DESC, a.address LIMIT 200`
}
