import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions, whilePaused } from "./lock-sessions"

/**
 * Deletes a draft, which nobody outside has seen. What was published once is cancelled and never deleted: then it is
 * `not_draft`; while a change of it is planned with others it is `session_paused`. The log keeps what the draft was.
 */
export async function deleteDraft(
  input: { sessionId: string },
  by: By,
): Promise<Outcome<object, "not_found" | "not_draft" | "session_paused">> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session) return refuse("not_found")
    if (session.status !== "draft") return refuse("not_draft")
    const paused = whilePaused(session)
    if (paused) return paused
    const { id, formatId, slug, localStart, timeZone, capacity, minimum } = session
    await tx.plannedChange.deleteMany({ where: { groupSessionId: id } })
    await tx.groupSession.delete({ where: { id } })
    const detail = { before: { formatId, slug, localStart, timeZone, capacity, minimum } }
    await recordActivity(tx, "session.deleted", { actor: by.actor, sessionId: id, detail, at: now })
    return { ok: true }
  }, by)
}
