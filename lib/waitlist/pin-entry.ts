import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockEntry } from "./lock-entry"

/** Puts an entry in front of the others, behind those that are there already, or back where it was. It must be open. */
export async function pinEntry(
  input: { entryId: string; pinned: boolean },
  by: By,
): Promise<Outcome<object, "not_found" | "entry_closed">> {
  return transaction(async (tx, now) => {
    const found = await lockEntry(tx, input.entryId, by.actor)
    if (!found) return refuse("not_found")
    const { entry } = found
    if (entry.closedAt) return refuse("entry_closed")
    if (Boolean(entry.pinnedAt) === input.pinned) return { ok: true }
    const pinnedAt = input.pinned ? now : null
    await tx.waitlistEntry.update({ where: { id: entry.id }, data: { pinnedAt }, select: { id: true } })
    const detail = { entryId: entry.id, pinned: input.pinned }
    await recordActivity(tx, "waitlist.pinned", { actor: by.actor, bookingId: entry.bookingId, detail, at: now })
    return { ok: true }
  }, by)
}
