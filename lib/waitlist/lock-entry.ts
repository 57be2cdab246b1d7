import { activeSeats, type LockedBooking, lockBooking, lockRow } from "@/lib/bookings/lock-booking"
import type { Actor } from "@/lib/activity"
import { StaleReadError, type Tx } from "@/lib/db"
import type { WaitlistDate, WaitlistEntry, WaitlistWish } from "@/prisma/generated/client"

export type LockedEntry = {
  entry: WaitlistEntry & { dates: WaitlistDate[]; wishes: WaitlistWish[] }
  /** Null while the booking has never had a seat. */
  locked: LockedBooking | null
}

/**
 * The last lock of the one order (sessions, seats, bookings, people, the queue): until the transaction ends no entry
 * changes and no seat is passed on. Nothing else is locked after it.
 */
export const lockQueue = (tx: Tx): Promise<unknown> => tx.$executeRaw`SELECT lock_queue()`

/**
 * The one way in for every write to an entry: its booking with all seats and their sessions, those of `alsoSessions`, then
 * the queue.
 * @returns null when there is no such entry, or none for this actor any more
 * @throws StaleReadError when an offer was made meanwhile; `transaction` starts again
 */
export async function lockEntry(
  tx: Tx,
  entryId: string,
  actor: Actor,
  alsoSessions: string[] = [],
): Promise<LockedEntry | null> {
  const found = await tx.waitlistEntry.findUnique({ where: { id: entryId }, select: { bookingId: true } })
  if (!found) return null
  const locked = await lockBooking(tx, found.bookingId, actor, alsoSessions)
  if (!locked && !(await lockRow(tx, found.bookingId, actor))) return null
  // Who leaves it may give a voucher back.
  await tx.$executeRaw`SELECT lock_queue_for(ARRAY[${found.bookingId}::uuid])`
  const entry = await tx.waitlistEntry.findUniqueOrThrow({ where: { id: entryId } })
  const offered = locked && activeSeats(locked.seats).offered
  if ((entry.state === "offered") !== Boolean(offered)) throw new StaleReadError()
  const dates = await tx.waitlistDate.findMany({ where: { entryId } })
  const wishes = await tx.waitlistWish.findMany({ where: { entryId } })
  return { entry: { ...entry, dates, wishes }, locked }
}
