import { recordActivity, system } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import type { Terms } from "@/lib/sessions/schema"
import type { Activity } from "@/prisma/generated/client"
import type { Fee } from "./rules"
import { type Fill, type LateRelease, refilled } from "./rules-refills"

type Left = { fee?: Fee; fromSeatId?: string; fromSessionId?: string; reason?: string; before?: string }

/**
 * Somebody has a seat in a session: notes for whose late given-back seat that is the successor, each once. The session is
 * locked, so that of two at the same moment the second sees what the first has noted; the unique index of
 * `seat.refilled` has the last word.
 */
export async function noteRefills(tx: Tx, { sessionId }: Activity): Promise<void> {
  if (!sessionId) return
  await lockSessions(tx, [sessionId])
  const released = await listLate(tx, sessionId)
  if (released.length === 0) return
  const matched = refilled(released, await listFills(tx, sessionId))
  const noted = await tx.activity.findMany({
    where: { kind: "seat.refilled", seatId: { in: matched.map(({ seatId }) => seatId) } },
    select: { seatId: true },
  })
  const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`SELECT moment()::timestamptz(3) AS now`
  for (const { seatId, bookingId, fee } of matched) {
    if (noted.some((each) => each.seatId === seatId)) continue
    await recordActivity(tx, "seat.refilled", {
      actor: system,
      ...{ bookingId, seatId, sessionId, detail: { waived: fee }, at: now },
    })
  }
}

/** Given back, or moved to another date; the fee is that of the moment at which it was asked for. */
async function listLate(tx: Tx, sessionId: string): Promise<LateRelease[]> {
  const left = await tx.$queryRaw<(Pick<Activity, "bookingId" | "seatId" | "at"> & { detail: Left; terms: Terms })[]>`
    SELECT a.booking_id AS "bookingId", a.seat_id AS "seatId", a.at, a.detail, b.terms
      FROM activities a JOIN bookings b ON b.id = a.booking_id
     WHERE a.group_session_id = ${sessionId}::uuid AND a.kind = 'seat.released'
       AND a.detail->>'reason' = 'cancelled' AND a.detail->>'before' = 'confirmed'
    UNION ALL
    SELECT a.booking_id, (a.detail->>'fromSeatId')::uuid, a.at,
           jsonb_build_object('fee', coalesce(a.detail->'fee', (
             SELECT r.detail->'fee' FROM activities r WHERE r.seat_id = a.seat_id AND r.kind = 'seat.requested' LIMIT 1))), b.terms
      FROM seats s JOIN activities a ON a.booking_id = s.booking_id AND a.kind = 'seat.rebooked'
           AND a.detail->>'fromSeatId' = s.id::text
      JOIN bookings b ON b.id = a.booking_id
     WHERE s.group_session_id = ${sessionId}::uuid AND s.release_reason = 'rebooked' AND s.confirmed_at IS NOT NULL`
  return left.flatMap(({ bookingId, seatId, at, detail: { fee }, terms }) =>
    bookingId && seatId && fee ? [{ bookingId, seatId, at, fee, terms }] : [],
  )
}

async function listFills(tx: Tx, sessionId: string): Promise<Fill[]> {
  const came = await tx.activity.findMany({
    where: { sessionId, kind: { in: ["seat.confirmed", "seat.added", "seat.rebooked"] } },
    select: { bookingId: true, at: true },
  })
  return came.flatMap(({ bookingId, at }) => (bookingId ? [{ bookingId, at }] : []))
}
