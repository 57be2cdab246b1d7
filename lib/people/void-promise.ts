import type { Tx } from "@/lib/db"

/**
 * Takes away what somebody has shown of themselves and promised for locked bookings, once the seats are another person's or
 * the name on them is another: whoever comes back approves a card and gives the promise anew. That it was given stays.
 */
export async function voidPromise(tx: Tx, bookingIds: string[], participantId: string, now: Date): Promise<void> {
  const theirs = { bookingId: { in: bookingIds }, participantId }
  await tx.tableCard.deleteMany({ where: theirs })
  await tx.confidentialityPledge.updateMany({ where: { ...theirs, voidedAt: null }, data: { voidedAt: now } })
}
