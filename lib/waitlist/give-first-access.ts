import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "@/lib/sessions/lock-sessions"

/** So long those who wished for a date have it to themselves; it has to begin later than a day after that. */
export const firstAccessMs = 48 * 3_600_000
const dayMs = 24 * 3_600_000

/**
 * Publishes a draft for those alone who have wished for such a date: they are offered its seats, in the order in which
 * they wait, until the first access is over. Then everybody sees what is left. Giving it again has no effect. Refuses
 * where nobody has wished for it (`nobody_wishes`), and where it begins too soon for that (`too_soon`).
 */
export async function giveFirstAccess(
  input: { sessionId: string },
  by: By,
): Promise<Outcome<{ until: Date }, "not_found" | "session_closed" | "nobody_wishes" | "too_soon">> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session) return refuse("not_found")
    const { id, firstAccessUntil } = session
    if (session.status !== "draft")
      return firstAccessUntil && firstAccessUntil > now
        ? { ok: true, until: firstAccessUntil }
        : refuse("session_closed")
    const until = new Date(now.getTime() + firstAccessMs)
    if (session.startsAt.getTime() - until.getTime() < dayMs) return refuse("too_soon")
    const wishing = await tx.$queryRaw<object[]>`SELECT FROM waiting_for(${id}::uuid)`
    if (wishing.length === 0) return refuse("nobody_wishes")
    const data = { status: "published", publishedAt: now, firstAccessUntil: until } as const
    await tx.groupSession.update({ where: { id }, data, select: { id: true } })
    const detail = { until: until.toISOString(), count: wishing.length }
    await recordActivity(tx, "session.first_access", { actor: by.actor, sessionId: id, detail, at: now })
    return { ok: true, until }
  }, by)
}
