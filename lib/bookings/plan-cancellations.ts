import { type By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { findWay, type PlanRefusal, takeWay } from "./plan-change"

type Refused = (PlanRefusal | Refusal<"touches_people">) & { sessionId: string }

/**
 * Calls several sessions off with one sentence and one confirmation, each as `planChange` would: all of them or, if one
 * is refused, none. @returns the first refusal with its session
 */
export async function planCancellations(
  input: { sessions: { sessionId: string; revision: number }[]; message: string | null },
  by: By,
): Promise<{ ok: true } | Refused> {
  return transaction(async (tx, now): Promise<{ ok: true } | Refused> => {
    const locked = await lockSessions(
      tx,
      input.sessions.map(({ sessionId }) => sessionId),
    )
    const ways = []
    for (const each of input.sessions) {
      const session = locked.find(({ id }) => id === each.sessionId)
      if (!session) return { ...refuse("not_found"), sessionId: each.sessionId }
      const wish = { ...each, change: { kind: "cancel" as const }, message: input.message, confirmed: true }
      const way = await findWay(tx, session, wish, now)
      if (!way.ok) return { ...way, sessionId: each.sessionId }
      ways.push({ session, wish, way })
    }
    for (const { session, wish, way } of ways) await takeWay(tx, session, wish, way, by, now)
    return { ok: true }
  }, by)
}
