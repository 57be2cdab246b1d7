import { type Actor, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, lockSessions } from "./lock-sessions"

/** Promises that the session takes place. One-way; promising again has no effect. */
export async function guaranteeGroupSession(
  input: { sessionId: string },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<object, "not_found" | "session_closed">> {
  return transaction(
    async (tx, now) => {
      const [session] = await lockSessions(tx, [input.sessionId])
      if (!session) return refuse("not_found")
      if (!isOpen(session, now)) return refuse("session_closed")
      if (session.status === "guaranteed") return { ok: true }
      await tx.groupSession.update({ where: { id: session.id }, data: { status: "guaranteed", guaranteedAt: now } })
      await recordActivity(tx, "session.guaranteed", { actor: by.actor, sessionId: session.id, at: now })
      return { ok: true }
    },
    { now: by.now },
  )
}
