import { type By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { type Planned, planLocked, type PlanRefusal, type Wish } from "./plan-change"

type Refused = (PlanRefusal | Refusal<"not_found">) & { sessionId: string }

/**
 * Calls several sessions off with one sentence and one confirmation, each as `planChange` would: all of them or, if one
 * is refused, none. @returns the first refusal with its session
 */
export async function planCancellations(
  input: { sessions: { sessionId: string; revision: number }[]; message: string | null },
  by: By,
): Promise<Planned | Refused> {
  return transaction(async (tx, now): Promise<Planned | Refused> => {
    const ids = input.sessions.map(({ sessionId }) => sessionId)
    const locked = await lockSessions(tx, ids)
    const wishes: Wish[] = []
    for (const { sessionId, revision } of input.sessions) {
      const session = locked.find(({ id }) => id === sessionId)
      if (!session) return { ...refuse("not_found"), sessionId }
      wishes.push({ sessionId, session, revision, change: { kind: "cancel" } })
    }
    return planLocked(tx, wishes, { message: input.message, confirmed: true }, by, now)
  }, by)
}
