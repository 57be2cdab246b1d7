import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { clearMarks } from "./mark-address"

/** The organizer has asked, and the address is right: it is written to again as always. Clearing what is clear succeeds. */
export async function clearMark(input: { address: string }, by: By): Promise<{ ok: true }> {
  await transaction((tx, now) => clearMarks(tx, input, { actor: by.actor, at: now }), by)
  return { ok: true }
}
