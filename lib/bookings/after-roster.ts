import type { ActorKind } from "@/prisma/generated/client"
import type { Tx } from "@/lib/db"
import type { Terms } from "@/lib/sessions/schema"

/* What having seen a closed round means for leaving it (docs/decisions/0047). */

/**
 * Whether somebody leaves this seat for nothing because they have said "not with this round". For the person alone: to
 * their assistant, who knows nothing of it, the terms are those of the booking.
 */
export const leavesFreely = async (tx: Tx, seatId: string, kind: ActorKind): Promise<boolean> =>
  kind === "participant" && (await tx.objection.count({ where: { seatId } })) > 0

/** The terms by which nothing is owed until the session begins. */
export const asFree = (terms: Terms): Terms => ({ ...terms, steps: [], finalPercent: 0 })

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
