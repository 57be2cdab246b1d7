import type { Actor } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "./lock-sessions"
import { openDrafts } from "./open-drafts"

/** Opens a draft for booking. Publishing what is published has no effect. */
export async function publishGroupSession(
  input: { sessionId: string },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<object, "not_found" | "session_closed" | "in_the_past">> {
  return transaction(
    async (tx, now) => {
      const [session] = await lockSessions(tx, [input.sessionId])
      if (!session) return refuse("not_found")
      if (session.status === "published" || session.status === "guaranteed") return { ok: true }
      if (session.status !== "draft") return refuse("session_closed")
      if (session.startsAt <= now) return refuse("in_the_past")
      await openDrafts(tx, [session.id], { actor: by.actor, at: now })
      return { ok: true }
    },
    { now: by.now },
  )
}
