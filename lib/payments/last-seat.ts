import type { Tx } from "@/lib/db"

/** The seat and the session that a booking is about at last, as the log says them. */
export async function lastSeatOf(tx: Tx, bookingId: string): Promise<{ seatId: string; sessionId: string }> {
  const { id: seatId, groupSessionId: sessionId } = await tx.seat.findFirstOrThrow({
    where: { bookingId },
    select: { id: true, groupSessionId: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  })
  return { seatId, sessionId }
}
