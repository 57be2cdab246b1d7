import type { ActorKind } from "@/prisma/generated/client"
import type { Tx } from "@/lib/db"
import type { Terms } from "@/lib/sessions/schema"

/* What having seen a closed round means for leaving it (docs/decisions/0047). */

/**
 * The terms by which somebody leaves a seat: those of the booking, or where they have said "not with this round" those by
 * which nothing is owed until the session begins. For the person alone: their assistant knows nothing of it.
 */
export async function termsToLeave(tx: Tx, seatId: string, kind: ActorKind, agreed: unknown): Promise<Terms> {
  const terms = agreed as Terms
  const objected = kind === "participant" && (await tx.objection.count({ where: { seatId } })) > 0
  return objected ? { ...terms, steps: [], finalPercent: 0 } : terms
}

/**
 * Whether the next move within a format is for the organizer to make: its person has seen a round of this booking and has
 * moved away from a seat since. Otherwise rounds could be looked through one by one.
 */
export async function isMoveByRequest(
  tx: Tx,
  booking: { id: string; participantId: string | null },
  formatId: string,
): Promise<boolean> {
  const [{ moved }] = await tx.$queryRaw<[{ moved: boolean }]>`
    SELECT EXISTS (
      SELECT FROM table_cards c
        JOIN seats s ON s.booking_id = c.booking_id AND s.participant_id = c.participant_id
        JOIN group_sessions g ON g.id = s.group_session_id
       WHERE c.booking_id = ${booking.id}::uuid AND c.participant_id = ${booking.participantId}::uuid
         AND s.state = 'released' AND s.release_reason = 'rebooked' AND s.confirmed_at IS NOT NULL
         AND s.released_at >= c.saw_roster_at AND g.format_id = ${formatId}::uuid) AS moved`
  return moved
}
