import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import type { PlannedChange } from "@/prisma/generated/client"
import { applyChange, findObstacle } from "./apply-change"
import { lockPlan } from "./lock-plan"
import { readChange } from "./read-change"

type Settled = { status: "carried_out" | "impossible" | "waiting" }

/**
 * Carries a planned change out, with everything that follows from it, exactly once however many ask: the organizer now,
 * the clock when it is due (`waiting` before). One that has become impossible since stays at the desk with its reason,
 * and the session is no longer paused. `not_found` when it was taken back.
 */
export async function carryOutChange(input: { changeId: string }, by: By): Promise<Outcome<Settled, "not_found">> {
  return transaction(async (tx, now) => {
    const locked = await lockPlan(tx, input.changeId)
    if (!locked) return refuse("not_found")
    const { session, plan } = locked
    if (plan.state !== "planned") return { ok: true, status: plan.state }
    if (by.actor.kind === "system" && plan.effectiveAt > now) return { ok: true, status: "waiting" }
    return { ok: true, status: await settleChange(tx, session, plan, by, now) }
  }, by)
}

/** Carries out an open plan of a locked session, or says why that cannot be. What follows is done by who planned it. */
export async function settleChange(
  tx: Tx,
  session: LockedSession,
  plan: PlannedChange,
  by: By,
  now: Date,
): Promise<"carried_out" | "impossible"> {
  const { id: changeId, kind, message, plannedById } = plan
  const change = readChange(plan)
  const stale = plan.revision === session.revision ? null : refuse("stale_revision")
  const obstacle = stale ?? (await findObstacle(tx, session, change, now))
  const about = { actor: by.actor, sessionId: session.id, at: now }
  if (obstacle) {
    const { ok: _, ...failure } = obstacle
    await tx.plannedChange.update({ where: { id: changeId }, data: { state: "impossible", closedAt: now, failure } })
    await recordActivity(tx, "change.impossible", { ...about, detail: { changeId, kind, ...failure } })
    return "impossible"
  }
  await tx.plannedChange.update({ where: { id: changeId }, data: { state: "carried_out", closedAt: now } })
  await recordActivity(tx, "change.carried_out", { ...about, detail: { changeId, kind } })
  const actor = by.actor.kind === "system" && plannedById ? { kind: "organizer" as const, id: plannedById } : by.actor
  await applyChange(tx, session, change, { actor, now, message, changeId })
  return "carried_out"
}
