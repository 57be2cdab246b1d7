import type { Tx } from "@/lib/db"

/** Offers what is free in a locked session to whoever waits for it. The database does so by itself when a seat comes free. */
export const offerSeats = (tx: Tx, sessionId: string, now: Date): Promise<unknown> =>
  tx.$executeRaw`SELECT offer_seats(${sessionId}::uuid, ${now}::timestamptz)`

/** The sessions with a free seat that an entry asks for; the next one first. To be locked before it is offered. */
export async function listFree(tx: Tx, entryId: string, now: Date): Promise<string[]> {
  const free = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM waitlist_entries e JOIN group_sessions s ON s.format_id = e.format_id
     WHERE e.id = ${entryId}::uuid AND s.status IN ('published', 'guaranteed') AND s.paused_until IS NULL
       AND s.seats_taken < s.capacity AND s.starts_at > ${now} AND asks_for(e.id, s.id)
     ORDER BY s.starts_at, s.id`
  return free.map(({ id }) => id)
}
