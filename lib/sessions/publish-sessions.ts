import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { lockSessions } from "./lock-sessions"
import { openDrafts } from "./open-drafts"

/**
 * Opens many drafts for booking in one transaction. What is published already stays so; what cannot be (it has begun,
 * is over or was cancelled) is left as it is and named.
 */
export async function publishSessions(
  input: { sessionIds: string[] },
  by: By,
): Promise<{ ok: true; published: string[]; left: string[] }> {
  return transaction(async (tx, now) => {
    const sessions = await lockSessions(tx, input.sessionIds)
    const published = sessions
      .filter(({ status, startsAt }) => status === "draft" && startsAt > now)
      .map(({ id }) => id)
    const open = sessions.filter(({ status }) => status === "published" || status === "guaranteed").map(({ id }) => id)
    await openDrafts(tx, published, { actor: by.actor, at: now })
    const left = input.sessionIds.filter((id) => !published.includes(id) && !open.includes(id))
    return { ok: true, published, left }
  }, by)
}
