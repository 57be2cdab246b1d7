import type { ActorKind } from "@/prisma/generated/client"
import { db, type Tx } from "@/lib/db"
import type { TokenRole } from "@/lib/secrets"
import type { Terms } from "@/lib/sessions/schema"

type Viewer = { bookingId: string; role: TokenRole }

/* What having seen a closed round means for leaving it (docs/decisions/0047). */

/**
 * The terms by which somebody leaves a seat: those of the booking, and where they have said "not with this round" with
 * moving free until the session begins. Giving back is by what was agreed. For the person alone: their assistant knows
 * nothing of it.
 */
export async function termsToLeave(tx: Tx, seatId: string, kind: ActorKind, agreed: unknown): Promise<Terms> {
  const terms = agreed as Terms
  const objected = kind === "participant" && (await tx.objection.count({ where: { seatId } })) > 0
  return objected ? { ...terms, rebookFreeDays: 0 } : terms
}

/**
 * Whether a holder reads what a booking owes once its seat in a closed round was left. A booker does not: a fee that is
 * not there would tell that the person has objected, so they read of none, whether or not there is one.
 */
export const readsFees = async ({ bookingId, role }: Viewer, tx: Tx = db): Promise<boolean> =>
  role !== "booker" ||
  (await tx.seat.count({
    where: {
      ...{ bookingId, releaseReason: { in: ["cancelled", "rebooked"] }, confirmedAt: { not: null } },
      groupSession: { format: { round: "closed" } },
    },
  })) === 0

/**
 * Whether the next move within a format is for the organizer to make: its person has left a seat whose round they had
 * seen, by this booking or another one. Otherwise rounds could be looked through one by one. A booker hears it of what
 * they have booked themselves: what the person did elsewhere is not theirs to learn.
 */
export async function isMoveByRequest(
  tx: Tx,
  { id, email, bookerEmail }: { id: string; email: string; bookerEmail: string | null },
  formatId: string,
  kind: ActorKind,
): Promise<boolean> {
  const onlyOf = kind === "booker" && bookerEmail !== email ? bookerEmail : null
  return (await listLeftAfterRoster(tx, [id], formatId, onlyOf)).has(id)
}

/**
 * Of these bookings those whose person, under any of their addresses, has left a seat of this format after having seen its
 * round: moved away, given it back or handed it over. A move that the organizer has asked for does not count. It is read
 * from the log, which stays when the cards of a round are cleared away.
 * @param bookedBy counts only what this mailbox has booked
 */
export async function listLeftAfterRoster(
  tx: Tx,
  bookingIds: string[],
  formatId: string,
  bookedBy: string | null = null,
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT b.id
      FROM bookings b JOIN participants o ON o.id = b.participant_id
        JOIN participants p ON coalesce(o.merged_into_id, o.id) IN (p.id, p.merged_into_id)
        JOIN seats s ON s.participant_id = p.id JOIN bookings l ON l.id = s.booking_id
        JOIN group_sessions g ON g.id = s.group_session_id
     WHERE b.id = ANY(${bookingIds}::uuid[]) AND g.format_id = ${formatId}::uuid
       AND s.state = 'released' AND s.release_reason IN ('rebooked', 'cancelled', 'substituted')
       AND (${bookedBy}::text IS NULL OR l.booker_email = ${bookedBy})
       AND EXISTS (SELECT FROM activities a WHERE a.booking_id = s.booking_id AND a.seat_id = s.id AND a.kind = 'round.shown')
       AND NOT EXISTS (
         SELECT FROM seats n JOIN activities q ON q.booking_id = n.booking_id AND q.seat_id = n.id
          WHERE n.replaces_seat_id = s.id AND n.confirmed_at IS NOT NULL
            AND q.kind IN ('seat.requested', 'seat.rebooked') AND q.detail->>'questionId' IS NOT NULL)`
  return new Set(rows.map(({ id }) => id))
}
