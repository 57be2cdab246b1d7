import type { Actor } from "@/lib/activity"
import { ofGeneration } from "@/lib/bookings/policy"
import type { Tx } from "@/lib/db"
import type { TableCard } from "@/prisma/generated/client"
import { pledgeVersion } from "./pledge-text"

/** Where somebody sits in a closed round, as they themselves may know it. */
export type Place = {
  seatId: string
  bookingId: string
  participantId: string
  session: { id: string; status: string; startsAt: Date; endsAt: Date; timeZone: string }
  /** Has given the promise as it is now. */
  pledged: boolean
  card: TableCard | null
  /** Has turned the cards of this very round, and may see them still. */
  shown: boolean
  objection: { objectedAt: Date; settledAt: Date | null } | null
}

/**
 * The place of the person of a booking: only a confirmed seat in a closed round that was not called off, and only for that
 * person. Their assistant has none of it, so whoever else asks gets null as if there was no table.
 */
export async function readPlace(tx: Tx, bookingId: string, { kind, generation }: Actor): Promise<Place | null> {
  if (kind !== "participant") return null
  const seat = await tx.seat.findFirst({
    where: {
      ...{ bookingId, state: "confirmed", participantId: { not: null } },
      booking: { verifiedAt: { not: null }, ...(generation !== undefined && ofGeneration(kind, generation)) },
      groupSession: { status: { not: "cancelled" }, format: { round: "closed" } },
    },
    select: {
      ...{ id: true, participantId: true, objection: { select: { objectedAt: true, settledAt: true } } },
      groupSession: { select: { id: true, status: true, startsAt: true, endsAt: true, timeZone: true } },
    },
  })
  const participantId = seat?.participantId
  if (!participantId) return null
  const [card, pledges] = await Promise.all([
    tx.tableCard.findUnique({ where: { bookingId_participantId: { bookingId, participantId } } }),
    tx.confidentialityPledge.count({ where: { bookingId, participantId, version: pledgeVersion, voidedAt: null } }),
  ])
  const pledged = pledges > 0
  return {
    ...{ seatId: seat.id, bookingId, participantId, session: seat.groupSession, objection: seat.objection },
    ...{ pledged, card, shown: pledged && card?.sawSessionId === seat.groupSession.id },
  }
}
