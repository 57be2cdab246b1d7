import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { carryOutChange } from "./carry-out-change"

/**
 * Carries out every planned change that is due. Each has a job of its own for its minute; this catches what nobody did
 * then.
 * @returns how many there were
 */
export async function carryOutChanges(options: { now?: Date } = {}): Promise<number> {
  const due = await db.$queryRaw<{ changeId: string }[]>`
    SELECT id AS "changeId" FROM planned_changes
     WHERE state = 'planned' AND effective_at <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp())
     ORDER BY effective_at, id`
  return oneByOne(due, "change.not_carried_out", (change) =>
    carryOutChange(change, { actor: system, now: options.now }),
  )
}
