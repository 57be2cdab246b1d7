import { type Actor, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, lockSessions } from "./lock-sessions"
import type { GroupSessionInput } from "./schema"

/** What can be edited without touching anybody's calendar. Time and capacity have verbs of their own. */
export type SessionEdit = Partial<Pick<GroupSessionInput, "language" | "placeText" | "minimum" | "hostId">>

/**
 * Edits a session that lies ahead. The edit names the revision it was made on: when somebody else was faster it is
 * `stale_revision`, and nothing is overwritten.
 */
export async function editGroupSession(
  input: { sessionId: string; revision: number; edit: SessionEdit },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<{ revision: number }, "not_found" | "session_closed" | "stale_revision" | "below_minimum">> {
  return transaction(
    async (tx, now) => {
      const [session] = await lockSessions(tx, [input.sessionId])
      if (!session) return refuse("not_found")
      if (session.status !== "draft" && !isOpen(session, now)) return refuse("session_closed")
      if (session.revision !== input.revision) return refuse("stale_revision")
      if ((input.edit.minimum ?? session.minimum) > session.capacity) return refuse("below_minimum")
      const before = await tx.groupSession.findUniqueOrThrow({
        where: { id: session.id },
        select: { language: true, placeText: true, minimum: true, hostId: true },
      })
      const revision = session.revision + 1
      await tx.groupSession.update({ where: { id: session.id }, data: { ...input.edit, revision } })
      const detail = { before, after: { ...before, ...input.edit } }
      await recordActivity(tx, "session.edited", { actor: by.actor, sessionId: session.id, detail, at: now })
      return { ok: true, revision }
    },
    { now: by.now },
  )
}
