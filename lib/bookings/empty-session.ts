import type { Actor } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { ReleaseReason, SeatState } from "@/prisma/generated/client"
import { markReleased } from "./release-seat"

type Row = { id: string; bookingId: string; state: SeatState; replacesSeatId: string | null }

/**
 * Releases all seats of a locked session that are in one of the states, withdraws the substitutes asked for them and
 * logs each seat, so that each person is told once. A rebooking that was to come from here stays a request; of one
 * that was to lead here the old seat stays.
 */
export async function emptySession(
  tx: Tx,
  session: { id: string; states: SeatState[]; reason: ReleaseReason },
  by: { actor: Actor; now: Date },
): Promise<void> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, booking_id AS "bookingId", state, replaces_seat_id AS "replacesSeatId" FROM seats
     WHERE group_session_id = ${session.id}::uuid AND state = ANY(${session.states}::seat_state[])
     ORDER BY id FOR NO KEY UPDATE`
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await markReleased(tx, ids, session.reason, by.now)
  await tx.substitution.updateMany({
    where: { seatId: { in: ids }, state: "requested" },
    data: { state: "withdrawn", closedAt: by.now },
  })
  const entries = rows.map(({ id, bookingId, state, replacesSeatId }) => ({
    ...{ id, bookingId },
    detail: { reason: session.reason, before: state, keptSeatId: replacesSeatId },
  }))
  await tx.$executeRaw`
    SELECT record_activity('seat.released', ${by.actor.kind}::actor_kind, ${by.actor.id ?? null}::uuid, "bookingId", id,
                           ${session.id}::uuid, detail, ${by.now}::timestamptz)
      FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS entry(id uuid, "bookingId" uuid, detail jsonb)`
}
