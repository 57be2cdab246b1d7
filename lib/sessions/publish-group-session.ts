import { type Actor, recordActivity, system } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { oneByOne } from "@/lib/one-by-one"
import { isOpen, lockSessions } from "./lock-sessions"
import { openDrafts } from "./open-drafts"

/**
 * Opens a draft for booking, or a session that was only for those who had wished for it. Publishing what is public has
 * no effect.
 */
export async function publishGroupSession(
  input: { sessionId: string },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<object, "not_found" | "session_closed" | "in_the_past">> {
  return transaction(
    async (tx, now) => {
      const [session] = await lockSessions(tx, [input.sessionId])
      if (!session) return refuse("not_found")
      if (session.firstAccessUntil && isOpen(session, now)) await endFirstAccess(tx, session.id, { ...by, now })
      if (session.status === "published" || session.status === "guaranteed") return { ok: true }
      if (session.status !== "draft") return refuse("session_closed")
      if (session.startsAt <= now) return refuse("in_the_past")
      await openDrafts(tx, [session.id], { actor: by.actor, at: now })
      return { ok: true }
    },
    { now: by.now },
  )
}

/**
 * Says of sessions whose first access is over that they are published now; everybody sees them without that.
 * @returns how many there were
 */
export async function endFirstAccesses(options: { now?: Date } = {}): Promise<number> {
  const over = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM group_sessions WHERE first_access_until <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp())
       AND status IN ('published', 'guaranteed') ORDER BY id`
  return oneByOne(over, "session.not_published", ({ id }) =>
    transaction(async (tx, now) => {
      const [session] = await lockSessions(tx, [id])
      if (session?.firstAccessUntil && session.firstAccessUntil <= now && isOpen(session, now))
        await endFirstAccess(tx, id, { actor: system, now })
    }, options),
  )
}

async function endFirstAccess(tx: Tx, id: string, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  await tx.groupSession.update({ where: { id }, data: { firstAccessUntil: null }, select: { id: true } })
  await recordActivity(tx, "session.published", { actor, sessionId: id, at: now })
}
