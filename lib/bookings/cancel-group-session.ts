import { type Actor, type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, type LockedSession, lockSessions, whilePaused } from "@/lib/sessions/lock-sessions"
import { emptySession } from "./empty-session"

type CancelRefusal = "not_found" | "session_closed" | "session_paused" | "stale_revision"

/**
 * Calls a session off and releases every seat in it; the people in it get the message. Cancelling what is cancelled
 * succeeds without effect. Refuses a draft and what has begun (`session_closed`), and when somebody has changed the
 * session since (`stale_revision`).
 */
export async function cancelGroupSession(
  input: { sessionId: string; message: string; revision: number },
  by: By,
): Promise<Outcome<object, CancelRefusal>> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session) return refuse("not_found")
    if (session.status === "cancelled") return { ok: true }
    if (!isOpen(session, now)) return refuse("session_closed")
    if (session.revision !== input.revision) return refuse("stale_revision")
    const paused = whilePaused(session)
    if (paused) return paused
    await cancelLocked(tx, session, input.message || null, { actor: by.actor, now })
    return { ok: true }
  }, by)
}

/** Calls a locked session off that is open. */
export async function cancelLocked(
  tx: Tx,
  session: LockedSession,
  cancelMessage: string | null,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  // Seats first: a cancelled session is empty (group_sessions_empty_when_off).
  const states = ["held", "offered", "requested", "confirmed"] as const
  await emptySession(tx, { id: session.id, states: [...states], reason: "session_cancelled" }, { actor, now })
  await tx.groupSession.update({
    where: { id: session.id },
    data: { status: "cancelled", cancelledAt: now, cancelMessage, revision: { increment: 1 } },
    select: { id: true },
  })
  const detail = { before: session.status }
  await recordActivity(tx, "session.cancelled", { actor, sessionId: session.id, detail, at: now })
}
