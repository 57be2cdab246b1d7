import { type Actor, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, type Refusal, refuse } from "@/lib/errors"
import { isOpen, type LockedSession, lockSessions, whilePaused } from "./lock-sessions"
import type { GroupSessionInput } from "./schema"

/** What can be edited without touching anybody's calendar. Time and capacity have verbs of their own. */
export type SessionEdit = Partial<Pick<GroupSessionInput, "language" | "placeText" | "minimum" | "hostId">>
type EditRefusal = "not_found" | "session_closed" | "session_paused" | "stale_revision" | "below_minimum"

/**
 * Edits a session that lies ahead. The edit names the revision it was made on: when somebody else was faster it is
 * `stale_revision`, and nothing is overwritten.
 */
export async function editGroupSession(
  input: { sessionId: string; revision: number; edit: SessionEdit },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<{ revision: number }, EditRefusal>> {
  return transaction(
    async (tx, now) => {
      const [session] = await lockSessions(tx, [input.sessionId])
      if (!session) return refuse("not_found")
      if (session.status !== "draft" && !isOpen(session, now)) return refuse("session_closed")
      if (session.revision !== input.revision) return refuse("stale_revision")
      const refused = whilePaused(session) ?? editRefusal(session, input.edit, now)
      if (refused) return refused
      await editLocked(tx, session, input.edit, { actor: by.actor, now })
      return { ok: true, revision: session.revision + 1 }
    },
    { now: by.now },
  )
}

export function editRefusal(
  session: LockedSession,
  edit: SessionEdit,
  now: Date,
): Refusal<"session_closed" | "below_minimum"> | null {
  if (session.status !== "draft" && !isOpen(session, now)) return refuse("session_closed")
  return (edit.minimum ?? session.minimum) > session.capacity ? refuse("below_minimum") : null
}

/** Edits a locked session for which nothing speaks against it; `changeId` names the plan that holds a sentence to its people. */
export async function editLocked(
  tx: Tx,
  session: LockedSession,
  edit: SessionEdit,
  by: { actor: Actor; now: Date; changeId?: string },
): Promise<void> {
  const { language, placeText, minimum, hostId } = session
  const before = { language, placeText, minimum, hostId }
  await tx.groupSession.update({ where: { id: session.id }, data: { ...edit, revision: session.revision + 1 } })
  const detail = { before, after: { ...before, ...edit }, ...(by.changeId && { changeId: by.changeId }) }
  await recordActivity(tx, "session.edited", { actor: by.actor, sessionId: session.id, detail, at: by.now })
}
