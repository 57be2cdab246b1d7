import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockPlan } from "./lock-plan"

/**
 * Takes a planned change back with those that were confirmed with it: their rows go, the sessions are as they were, and
 * only the log knows. Also clears away one that could not be carried out, by itself. What was taken back before succeeds
 * without effect; what has taken effect stays (`already_carried_out`).
 */
export async function withdrawChange(
  input: { changeId: string },
  by: By,
): Promise<Outcome<object, "already_carried_out">> {
  return transaction(async (tx, now) => {
    const locked = await lockPlan(tx, input.changeId)
    if (!locked) return { ok: true }
    const { plan: asked, all } = locked
    if (asked.state === "carried_out") return refuse("already_carried_out")
    const plans = all.map(({ plan }) => plan)
    const gone = asked.state === "planned" ? plans.filter(({ state }) => state === "planned") : [asked]
    await tx.plannedChange.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } })
    for (const { id: changeId, kind, state: before, groupSessionId: sessionId } of gone) {
      const detail = { changeId, kind, before }
      await recordActivity(tx, "change.withdrawn", { actor: by.actor, sessionId, detail, at: now })
    }
    return { ok: true }
  }, by)
}
