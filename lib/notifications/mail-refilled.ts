import type { Fee } from "@/lib/bookings/rules"
import type { Tx } from "@/lib/db"
import type { Activity } from "@/prisma/generated/client"
import { feeOf, readSeat } from "./facts"
import { mailHolders } from "./mail-holders"

/**
 * Somebody who waited has a seat now: whoever gave it back late, and would owe a fee for that, is told that it was filled
 * again and costs nothing. Nobody is told by whom.
 */
export async function mailRefilled(tx: Tx, { seatId }: Activity): Promise<void> {
  const source = seatId && (await freedSeat(tx, seatId))
  if (!source) return
  const given = await tx.activity.findFirst({
    where: {
      OR: [
        { kind: "seat.released", seatId: source },
        { kind: "seat.rebooked", detail: { path: ["fromSeatId"], equals: source } },
      ],
    },
  })
  if (!given) return
  const { seat, booking, session } = await readSeat(tx, { seatId: source })
  const fee = feeOf(booking, (given.detail as { fee?: Fee }).fee)
  if (!fee?.waivedWhenRefilled) return
  const { netCents, currency } = fee
  const about = { occasion: given.id, booking, session, participantId: seat.participantId }
  await mailHolders(tx, { ...about, kind: "refilled" }, { netCents, currency })
}

/**
 * The seat that came free for an offer: each offer is made at the instant at which a seat ends, of somebody who had it,
 * or of an offer that was let pass or declined and so came from another one.
 */
async function freedSeat(tx: Tx, seatId: string): Promise<string | null> {
  const [source] = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT s.group_session_id, o.offered_at FROM seats s JOIN seat_offers o ON o.seat_id = s.id WHERE s.id = ${seatId}::uuid
      UNION
      SELECT s.group_session_id, o.offered_at FROM chain c
        JOIN seats s ON s.group_session_id = c.group_session_id AND s.released_at = c.offered_at AND s.confirmed_at IS NULL
        JOIN seat_offers o ON o.seat_id = s.id)
    SELECT s.id FROM chain c
      JOIN seats s ON s.group_session_id = c.group_session_id AND s.released_at = c.offered_at AND s.confirmed_at IS NOT NULL
     LIMIT 1`
  return source?.id ?? null
}
