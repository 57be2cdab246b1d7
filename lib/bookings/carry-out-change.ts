import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, type Refusal, refuse } from "@/lib/errors"
import type { Prisma } from "@/prisma/generated/client"
import { applyChange, findObstacle } from "./apply-change"
import { type LockedPlan, lockPlan } from "./lock-plan"
import { readChange } from "./read-change"
import type { ChangeRefusal } from "./rules-changes"

type Settled = {
  status: "carried_out" | "impossible" | "waiting"
  /** How many of those that were confirmed with it could not be carried out. */
  left: number
}

/**
 * Carries a planned change out, with those that were confirmed with it and with everything that follows, exactly once
 * however many ask: the organizer now, the clock when it is due (`waiting` before). One that has become impossible since
 * stays at the desk with its reason, its session is no longer paused, and the others are carried out all the same.
 * `not_found` when it was taken back.
 */
export async function carryOutChange(input: { changeId: string }, by: By): Promise<Outcome<Settled, "not_found">> {
  return transaction(async (tx, now) => {
    const locked = await lockPlan(tx, input.changeId)
    if (!locked) return refuse("not_found")
    const { plan, all } = locked
    if (plan.state !== "planned") return { ok: true, status: plan.state, left: 0 }
    if (by.actor.kind === "system" && plan.effectiveAt > now) return { ok: true, status: "waiting", left: 0 }
    const settled = new Map<string, "carried_out" | "impossible">()
    for (const each of all)
      if (each.plan.state === "planned") settled.set(each.plan.id, await settleChange(tx, each, by, now))
    const others = [...settled].filter(([id]) => id !== plan.id)
    const left = others.filter(([, status]) => status === "impossible").length
    return { ok: true, status: settled.get(plan.id) ?? "impossible", left }
  }, by)
}

/**
 * Carries out an open plan of a locked session, or says why that cannot be: also where this program cannot read any more
 * what an older one planned. What follows is done by who planned it.
 */
export async function settleChange(
  tx: Tx,
  { session, plan }: LockedPlan,
  by: By,
  now: Date,
): Promise<"carried_out" | "impossible"> {
  const { id: changeId, kind, message, plannedById } = plan
  const about = { actor: by.actor, sessionId: session.id, at: now }
  const close = (state: "carried_out" | "impossible", failure?: Prisma.InputJsonObject) =>
    tx.plannedChange.update({ where: { id: changeId }, data: { state, closedAt: now, failure } })
  const giveUp = async ({ ok: _, ...failure }: ChangeRefusal | Refusal<"unreadable" | "stale_revision">) => {
    await close("impossible", failure)
    await recordActivity(tx, "change.impossible", { ...about, detail: { changeId, kind, ...failure } })
    return "impossible" as const
  }
  const change = readChange(plan)
  if (!change) return giveUp(refuse("unreadable"))
  if (plan.revision !== session.revision) return giveUp(refuse("stale_revision"))
  const obstacle = await findObstacle(tx, session, change, now)
  if (obstacle) return giveUp(obstacle)
  await close("carried_out")
  await recordActivity(tx, "change.carried_out", { ...about, detail: { changeId, kind } })
  const actor = by.actor.kind === "system" && plannedById ? { kind: "organizer" as const, id: plannedById } : by.actor
  await applyChange(tx, session, change, { actor, now, message, changeId })
  return "carried_out"
}
