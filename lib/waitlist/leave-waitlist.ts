import { type By, recordActivity } from "@/lib/activity"
import { activeSeats } from "@/lib/bookings/lock-booking"
import { markReleased } from "@/lib/bookings/release-seat"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { closeEntry } from "./decline-offer"
import { lockEntry } from "./lock-entry"

/**
 * Takes somebody off the waiting list; a seat that is offered to them goes to the next. A seat they hold at another date
 * stays. Leaving what is closed succeeds without effect.
 */
export async function leaveWaitlist(
  input: { entryId: string },
  by: By,
): Promise<Outcome<{ left: boolean }, "not_found">> {
  return transaction(async (tx, now) => {
    const found = await lockEntry(tx, input.entryId, by.actor)
    if (!found) return refuse("not_found")
    const { entry, locked } = found
    if (entry.closedAt) return { ok: true, left: false }
    const offered = locked && activeSeats(locked.seats).offered
    if (offered) await markReleased(tx, [offered.id], "withdrawn", now)
    await closeEntry(tx, entry.id, "left", now)
    const about = { bookingId: entry.bookingId, seatId: offered?.id, sessionId: offered?.sessionId }
    await recordActivity(tx, "waitlist.left", { actor: by.actor, ...about, detail: { entryId: entry.id }, at: now })
    return { ok: true, left: true }
  }, by)
}
