import { type By, recordActivity } from "@/lib/activity"
import { StaleReadError, type Tx } from "@/lib/db"
import { activeSeats, type LockedBooking } from "./lock-booking"
import { markReleased } from "./release-seat"

/**
 * Takes a booking off the waiting list whose person is another one now: they have never asked for the date that the one
 * before waited for. What is offered goes to the next. The last step of a verb, because the queue is the last lock.
 * @throws StaleReadError when an offer was made meanwhile; `transaction` starts again
 */
export async function leaveQueue(tx: Tx, { booking, seats }: LockedBooking, by: By, now: Date): Promise<void> {
  const open = { bookingId: booking.id, state: { in: ["waiting", "offered"] as ("waiting" | "offered")[] } }
  // Nobody begins to wait with a booking that is locked.
  if ((await tx.waitlistEntry.count({ where: open })) === 0) return
  await tx.$executeRaw`SELECT lock_queue_for(ARRAY[${booking.id}::uuid])`
  const entry = await tx.waitlistEntry.findFirst({ where: open, select: { id: true, state: true } })
  if (!entry) return
  const { offered } = activeSeats(seats)
  if ((entry.state === "offered") !== Boolean(offered)) throw new StaleReadError()
  if (offered) await markReleased(tx, [offered.id], "withdrawn", now)
  await tx.$executeRaw`SELECT leave_queue(ARRAY[${booking.id}::uuid], ${now}::timestamptz)`
  const about = { bookingId: booking.id, seatId: offered?.id, sessionId: offered?.sessionId }
  await recordActivity(tx, "waitlist.left", { actor: by.actor, ...about, detail: { entryId: entry.id }, at: now })
}
