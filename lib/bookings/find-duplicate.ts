import { recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"

/**
 * The booking by which a person already has a seat in a session, if any. Held seats do not count: whoever types an
 * address must not learn of it. Whoever was merged is one person under each of their addresses. The session is locked, so
 * the answer stays true.
 */
export async function findDuplicate(
  tx: Tx,
  sessionId: string,
  email: string,
  exceptBookingId: string | null = null,
): Promise<{ bookingId: string; bookerEmail: string | null } | null> {
  const [found] = await tx.$queryRaw<{ bookingId: string; bookerEmail: string | null }[]>`
    SELECT b.id AS "bookingId", b.booker_email AS "bookerEmail"
      FROM seats s JOIN participants p ON p.id = s.participant_id JOIN bookings b ON b.id = s.booking_id
     WHERE s.group_session_id = ${sessionId}::uuid AND s.state IN ('requested', 'offered', 'confirmed')
       AND p.id = (SELECT coalesce(merged_into_id, id) FROM participants WHERE email = ${email}) AND s.booking_id IS DISTINCT FROM ${exceptBookingId}::uuid
     LIMIT 1`
  return found ?? null
}

/**
 * How a duplicate is told. Only who has proved the person's own mailbox, or who made the other booking, may know that
 * there is one. Anybody else asks like everybody where requests are answered later (`in_vain`: it will be declined in
 * time), and hears that the seat is not available where they are not.
 */
export function tellDuplicate(
  duplicate: { bookerEmail: string | null },
  asking: { ownMailbox: boolean; bookerEmail: string | null; decideAt: Date | null },
): "already_booked" | "not_available" | "in_vain" {
  if (asking.ownMailbox) return "already_booked"
  if (asking.bookerEmail !== null && asking.bookerEmail === duplicate.bookerEmail) return "already_booked"
  return asking.decideAt ? "in_vain" : "not_available"
}

/** Tells the person, and nobody else, who tried to book for them. */
export const recordDuplicate = (
  tx: Tx,
  { told, ...about }: Omit<Parameters<typeof recordActivity>[2], "detail"> & { told: string },
) => recordActivity(tx, "booking.duplicate_refused", { ...about, detail: { told } })
