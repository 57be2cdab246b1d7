import { randomUUID } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { enqueue } from "@/lib/jobs"
import { type LockedSession, lockSessions, whilePaused } from "@/lib/sessions/lock-sessions"
import type { PlannedChange } from "@/prisma/generated/client"
import { applyChange, findObstacle, reachOfChange } from "./apply-change"
import { settleChange } from "./carry-out-change"
import { readChange } from "./read-change"
import { changeTakesEffectAt } from "./rules"
import type { ChangeRefusal } from "./rules-changes"
import type { SessionChange } from "./schema"

export type ChangeInput = {
  sessionId: string
  /** The revision of the session that the change was made on. */
  revision: number
  change: SessionChange
}

/** What goes with a decision, about one session or several. */
export type Confirmation = {
  /** The organizer's sentence to the people who are told. */
  message: string | null
  /** By somebody who has seen whom it concerns. */
  confirmed: boolean
}

export type PlanRefusal =
  | ChangeRefusal
  | Refusal<"not_found" | "session_closed" | "session_paused" | "stale_revision" | "touches_people" | "message_missing">

/** `effectiveAt`: when what waits takes effect. */
export type Planned = { ok: true; status: "unchanged" | "carried_out" | "planned"; effectiveAt: Date | null }

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
export async function planChange(
  { message, confirmed, ...wish }: ChangeInput & Confirmation,
  by: By,
): Promise<Planned | PlanRefusal> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [wish.sessionId])
    if (!session) return refuse("not_found")
    const outcome = await planLocked(tx, [{ ...wish, session }], { message, confirmed }, by, now)
    if (outcome.ok) return outcome
    const { sessionId: _, ...refusal } = outcome
    return refusal
  }, by)
}

export type Wish = ChangeInput & { session: LockedSession }

/**
 * Changes locked sessions with one decision, each as `planChange` says: all of them or, if one is refused, none. When it
 * touches people anywhere, everything waits together, so that taking it back leaves nothing of it.
 * @returns the first refusal with its session
 */
export async function planLocked(
  tx: Tx,
  wishes: Wish[],
  { message, confirmed }: Confirmation,
  by: By,
  now: Date,
): Promise<Planned | (PlanRefusal & { sessionId: string })> {
  const ways: { wish: Wish; way: Way }[] = []
  for (const wish of wishes) {
    const way = await findWay(tx, wish, message, now)
    if (!way.ok) return { ...way, sessionId: wish.sessionId }
    ways.push({ wish, way })
  }
  const reached = ways.find(({ way }) => way.to === "people")
  if (reached && !confirmed) return { ...refuse("touches_people"), sessionId: reached.wish.sessionId }
  if (reached?.wish.change.kind === "cancel" && !message)
    return { ...refuse("message_missing"), sessionId: reached.wish.sessionId }

  const decisionId = randomUUID()
  const waiting: PlannedChange[] = []
  for (const { wish, way } of ways) {
    if (way.to === "unchanged" || way.to === "planned") continue
    const { session, change } = wish
    const effectiveAt = reached ? changeTakesEffectAt(session.startsAt, now) : null
    if (!effectiveAt && way.to === "nobody") await applyChange(tx, session, change, { actor: by.actor, now, message })
    else {
      const plan = await writePlan(tx, wish, { message, decisionId, effectiveAt: effectiveAt ?? now }, by, now)
      if (effectiveAt) waiting.push(plan)
      else await settleChange(tx, { session, plan }, by, now)
    }
  }
  const [first] = waiting
  if (first) await enqueue(tx, "carry-out-change", { changeId: first.id }, { runAt: first.effectiveAt })
  const planned = ways.flatMap(({ way }) => (way.to === "planned" ? way.effectiveAt : []))
  const effectiveAt = first?.effectiveAt ?? planned[0] ?? null
  const idle = ways.every(({ way }) => way.to === "unchanged")
  return { ok: true, status: effectiveAt ? "planned" : idle ? "unchanged" : "carried_out", effectiveAt }
}

type Way = { ok: true; to: "unchanged" | "nobody" | "people" } | { ok: true; to: "planned"; effectiveAt: Date }

/** What is to be done about a change of a locked session, before anything is written. */
async function findWay(
  tx: Tx,
  { session, revision, change }: Wish,
  message: string | null,
  now: Date,
): Promise<Way | PlanRefusal> {
  const open = await tx.plannedChange.findFirst({ where: { groupSessionId: session.id, state: "planned" } })
  if (open && open.message === message && isDeepStrictEqual(readChange(open), change))
    return { ok: true, to: "planned", effectiveAt: open.effectiveAt }
  const reach = await reachOfChange(tx, session, change, now)
  if (reach === "nowhere") return { ok: true, to: "unchanged" }
  const stale = session.revision === revision ? null : refuse("stale_revision")
  const refused = whilePaused(session) ?? stale ?? (await findObstacle(tx, session, change, now))
  return refused ?? { ok: true, to: reach }
}

async function writePlan(
  tx: Tx,
  { session, change: { kind, ...payload } }: Wish,
  { effectiveAt, ...of }: { message: string | null; decisionId: string; effectiveAt: Date },
  { actor }: By,
  now: Date,
): Promise<PlannedChange> {
  const { id: groupSessionId, revision } = session
  // What could not be carried out has been seen by whoever plans anew.
  await tx.plannedChange.deleteMany({ where: { groupSessionId, state: "impossible" } })
  const plannedById = actor.kind === "organizer" ? actor.id : undefined
  const plan = await tx.plannedChange.create({
    data: { ...of, groupSessionId, kind, payload, revision, effectiveAt, plannedById, createdAt: now },
  })
  const detail = { changeId: plan.id, kind, payload, effectiveAt: effectiveAt.toISOString() }
  await recordActivity(tx, "change.planned", { actor, sessionId: groupSessionId, detail, at: now })
  return plan
}
