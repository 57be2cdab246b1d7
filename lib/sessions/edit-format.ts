import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { differences } from "@/lib/differences"
import { type Outcome, refuse } from "@/lib/errors"
import type { FormatEdit } from "./schema"

/**
 * Edits what is offered. It holds for what is booked and created from now on: a session keeps its time and capacity,
 * a booking its terms and price. The edit names the revision it was made on (`stale_revision`), as the time of the
 * last change; `below_minimum` when the minimum is above the capacity.
 */
export async function editFormat(
  input: { formatId: string; revision: Date; edit: FormatEdit },
  by: By,
): Promise<Outcome<object, "not_found" | "stale_revision" | "below_minimum">> {
  const { formatId, revision, edit } = input
  return transaction(async (tx, now) => {
    if (edit.minimum > edit.capacity) return refuse("below_minimum")
    const before = await tx.format.findUnique({ where: { id: formatId } })
    const { count } = await tx.format.updateMany({
      where: { id: formatId, updatedAt: revision },
      // Never the same instant twice, whatever the clock does.
      data: { ...edit, updatedAt: now > revision ? now : new Date(revision.getTime() + 1) },
    })
    if (count === 0)
      return refuse((await tx.format.count({ where: { id: formatId } })) ? "stale_revision" : "not_found")
    const changed = before && differences(pick(before, Object.keys(edit)), edit)
    await recordActivity(tx, "format.edited", { actor: by.actor, detail: { formatId, ...changed }, at: now })
    return { ok: true }
  }, by)
}

const pick = (row: object, names: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))
