import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockPlan } from "./lock-plan"

/**
 * Takes a planned change back: its row goes, the session is as it was, and only the log knows. Also clears away one that
 * could not be carried out. What was taken back before succeeds without effect; what has taken effect stays
 * (`already_carried_out`).
 */
export async function withdrawChange(
  input: { changeId: string },
  by: By,
): Promise<Outcome<object, "already_carried_out">> {
  return transaction(async (tx, now) => {
    const locked = await lockPlan(tx, input.changeId)
    if (!locked) return { ok: true }
    const { plan } = locked
    if (plan.state === "carried_out") return refuse("already_carried_out")
    await tx.plannedChange.delete({ where: { id: plan.id } })
    const detail = { changeId: plan.id, kind: plan.kind, before: plan.state }
    await recordActivity(tx, "change.withdrawn", {
      ...{ actor: by.actor, sessionId: plan.groupSessionId, detail, at: now },
    })
    return { ok: true }
  }, by)
}
