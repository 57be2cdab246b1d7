import { type Actor, recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import { emptySession } from "./empty-session"

/** Calls a locked session off that is open and releases every seat in it; the people in it get the message. */
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
