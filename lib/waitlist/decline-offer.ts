import { type By, recordActivity } from "@/lib/activity"
import { activeSeats } from "@/lib/bookings/lock-booking"
import { markReleased } from "@/lib/bookings/release-seat"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { type LockedEntry, lockEntry } from "./lock-entry"
import { listFree, offerSeats } from "./offer-seats"

/**
 * Says no to the seat that is offered: to this date (`date`), and the entry goes on waiting for its others, or to all of
 * it, and the entry is closed. The seat goes to the next who waits, and what came free elsewhere while the offer stood is
 * offered, in the same transaction. Without an offer it succeeds without effect on `date`, and closes the entry on `all`.
 */
export async function declineOffer(
  input: { entryId: string; scope: "date" | "all" },
  by: By,
): Promise<Outcome<{ waiting: boolean }, "not_found">> {
  return transaction(async (tx, now) => {
    const free = input.scope === "date" ? await listFree(tx, input.entryId, now) : []
    const found = await lockEntry(tx, input.entryId, by.actor, free)
    if (!found) return refuse("not_found")
    const { entry, locked } = found
    if (entry.closedAt) return { ok: true, waiting: false }
    const offered = locked && activeSeats(locked.seats).offered
    if (offered) {
      const { id: seatId, sessionId, bookingId } = offered
      await markReleased(tx, [seatId], "declined", now)
      const day = { entryId: entry.id, groupSessionId: sessionId }
      await tx.waitlistDate.upsert({
        where: { entryId_groupSessionId: day },
        create: { ...day, declinedAt: now },
        update: { declinedAt: now },
      })
      const detail = { entryId: entry.id, scope: input.scope }
      await recordActivity(tx, "offer.declined", { actor: by.actor, bookingId, seatId, sessionId, detail, at: now })
    }
    const waiting = input.scope === "date" && waitsOn(found, offered?.sessionId)
    if (!waiting) await closeEntry(tx, entry.id, "declined", now)
    if (waiting && offered) for (const sessionId of free) await offerSeats(tx, sessionId, now)
    return { ok: true, waiting }
  }, by)
}

/** Whether an entry has anything left to wait for besides one session. */
const waitsOn = ({ entry }: LockedEntry, without?: string): boolean =>
  entry.wishes.length > 0 ||
  entry.dates.some(({ declinedAt, groupSessionId }) => !declinedAt && groupSessionId !== without)

/** Closes an entry of the locked queue that has no open offer. */
export async function closeEntry(tx: Tx, id: string, state: "declined" | "left" | "lapsed", now: Date): Promise<void> {
  await tx.waitlistEntry.update({ where: { id }, data: { state, closedAt: now }, select: { id: true } })
}
