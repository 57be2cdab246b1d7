import { isDeepStrictEqual } from "node:util"
import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { enqueue } from "@/lib/jobs"
import { type LockedSession, lockSessions, whilePaused } from "@/lib/sessions/lock-sessions"
import { applyChange, type ChangeRefusal, findObstacle, reachOfChange } from "./apply-change"
import { settleChange } from "./carry-out-change"
import { readChange } from "./read-change"
import { changeTakesEffectAt } from "./rules"
import type { SessionChange } from "./schema"

export type ChangeInput = {
  sessionId: string
  /** The revision of the session that the change was made on. */
  revision: number
  change: SessionChange
  /** The organizer's sentence to the people who are told. */
  message: string | null
}

export type PlanRefusal =
  | ChangeRefusal
  | Refusal<"not_found" | "session_closed" | "session_paused" | "stale_revision" | "touches_people" | "message_missing">

type Planned = { ok: true; status: "unchanged" | "carried_out" | "planned"; effectiveAt: Date | null }

/**
 * Changes a session: at once where nobody is touched, otherwise ten minutes later, to the full minute. Until then the
 * session is paused (docs/decisions), and the plan can be taken back (`withdrawChange`) or brought forward
 * (`carryOutChange`). A session that begins earlier is changed at once.
 *
 * What touches people has to be `confirmed` by somebody who has seen whom (`touches_people`), and who calls a session
 * off says why (`message_missing`). Refuses what the change itself would be refused for, when somebody has changed the
 * session since (`stale_revision`), and while another change is planned (`session_paused`); planning the same again
 * succeeds without effect.
 */
export async function planChange(input: ChangeInput & { confirmed: boolean }, by: By): Promise<Planned | PlanRefusal> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [input.sessionId])
    if (!session) return refuse("not_found")
    const way = await findWay(tx, session, input, now)
    return way.ok ? takeWay(tx, session, input, way, by, now) : way
  }, by)
}

type Way = { ok: true; to: "unchanged" | "nobody" | "people" } | { ok: true; to: "planned"; effectiveAt: Date }

/** What is to be done about a change of a locked session, before anything is written. */
export async function findWay(
  tx: Tx,
  session: LockedSession,
  { revision, change, message, confirmed }: ChangeInput & { confirmed: boolean },
  now: Date,
): Promise<Way | PlanRefusal> {
  const open = await tx.plannedChange.findFirst({ where: { groupSessionId: session.id, state: "planned" } })
  if (open && open.message === message && isDeepStrictEqual(readChange(open), change))
    return { ok: true, to: "planned", effectiveAt: open.effectiveAt }
  const reach = await reachOfChange(tx, session, change, now)
  if (reach === "nowhere") return { ok: true, to: "unchanged" }
  const stale = session.revision === revision ? null : refuse("stale_revision")
  const refused = whilePaused(session) ?? stale ?? (await findObstacle(tx, session, change, now))
  if (refused) return refused
  if (reach === "nobody") return { ok: true, to: reach }
  if (!confirmed) return refuse("touches_people")
  if (change.kind === "cancel" && !message) return refuse("message_missing")
  return { ok: true, to: reach }
}

/** Goes the way that was found, under the same locks. */
export async function takeWay(
  tx: Tx,
  session: LockedSession,
  { change, message }: ChangeInput,
  way: Way,
  by: By,
  now: Date,
): Promise<Planned> {
  if (way.to === "unchanged") return { ok: true, status: "unchanged", effectiveAt: null }
  if (way.to === "planned") return { ok: true, status: "planned", effectiveAt: way.effectiveAt }
  if (way.to === "nobody") {
    await applyChange(tx, session, change, { actor: by.actor, now, message })
    return { ok: true, status: "carried_out", effectiveAt: null }
  }
  const effectiveAt = changeTakesEffectAt(session.startsAt, now)
  const plan = await writePlan(tx, session, { change, message }, effectiveAt ?? now, by, now)
  if (effectiveAt) return { ok: true, status: "planned", effectiveAt }
  await settleChange(tx, session, plan, by, now)
  return { ok: true, status: "carried_out", effectiveAt: null }
}

async function writePlan(
  tx: Tx,
  session: LockedSession,
  { change: { kind, ...payload }, message }: Pick<ChangeInput, "change" | "message">,
  effectiveAt: Date,
  by: By,
  now: Date,
) {
  const groupSessionId = session.id
  // What could not be carried out has been seen by whoever plans anew.
  await tx.plannedChange.deleteMany({ where: { groupSessionId, state: "impossible" } })
  const plannedById = by.actor.kind === "organizer" ? by.actor.id : undefined
  const plan = await tx.plannedChange.create({
    data: {
      groupSessionId,
      kind,
      payload,
      message,
      revision: session.revision,
      effectiveAt,
      plannedById,
      createdAt: now,
    },
  })
  const detail = { changeId: plan.id, kind, payload, effectiveAt: effectiveAt.toISOString() }
  await recordActivity(tx, "change.planned", { actor: by.actor, sessionId: session.id, detail, at: now })
  await enqueue(tx, "carry-out-change", { changeId: plan.id }, { runAt: effectiveAt })
  return plan
}
