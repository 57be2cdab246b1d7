import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "./lock-sessions"

/**
 * Deletes a draft, which nobody outside has seen. What was published once is cancelled and never deleted: then it is
 * `not_draft`. The log keeps what the draft was.
 */
export async function deleteDraft(
  input: { sessionId: string },
  by: By,
): Promise<Outcome<object, "not_found" | "not_draft">> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session) return refuse("not_found")
    if (session.status !== "draft") return refuse("not_draft")
    const { id, formatId, slug, localStart, timeZone, capacity, minimum } = session
    await tx.groupSession.delete({ where: { id } })
    const detail = { before: { formatId, slug, localStart, timeZone, capacity, minimum } }
    await recordActivity(tx, "session.deleted", { actor: by.actor, sessionId: id, detail, at: now })
    return { ok: true }
  }, by)
}
