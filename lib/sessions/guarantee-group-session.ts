import { type Actor, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, lockSessions, whilePaused } from "./lock-sessions"

/**
 * Promises that the session takes place, however many come. One-way; promising again has no effect. While a change of
 * it is planned, calling it off perhaps, it has to wait (`session_paused`).
 */
export async function guaranteeGroupSession(
  input: { sessionId: string },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<object, "not_found" | "session_closed" | "session_paused">> {
  return transaction(
    async (tx, now) => {
      const [session] = await lockSessions(tx, [input.sessionId])
      if (!session) return refuse("not_found")
      if (!isOpen(session, now)) return refuse("session_closed")
      if (session.status === "guaranteed") return { ok: true }
      const paused = whilePaused(session)
      if (paused) return paused
      // Who was about to call it off or to move it has to look again.
      await tx.groupSession.update({
        where: { id: session.id },
        data: { revision: { increment: 1 } },
        select: { id: true },
      })
      await guaranteeLocked(tx, session.id, { actor: by.actor, now })
      return { ok: true }
    },
    { now: by.now },
  )
}

/** Promises it of a locked, published session; `confirmed` where it was the number of people that did. */
export async function guaranteeLocked(
  tx: Tx,
  sessionId: string,
  { actor, now, confirmed }: { actor: Actor; now: Date; confirmed?: number },
): Promise<void> {
  await tx.groupSession.update({
    where: { id: sessionId },
    data: { status: "guaranteed", guaranteedAt: now },
    select: { id: true },
  })
  const detail = confirmed === undefined ? {} : { confirmed }
  await recordActivity(tx, "session.guaranteed", { actor, sessionId, detail, at: now })
}
