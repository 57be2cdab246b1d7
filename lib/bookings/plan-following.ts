import type { By } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { type LockedSession, lockSessions } from "@/lib/sessions/lock-sessions"
import type { SeriesRule } from "@/lib/sessions/schema-series"
import { type Confirmation, type Planned, planLocked, type PlanRefusal, type Wish } from "./plan-change"
import { followingParts } from "./rules-changes"
import type { FollowingEdit } from "./schema"
import { countTaken } from "./take-seat"

type Refused = PlanRefusal | Refusal<"look_first">

/**
 * Edits this session of a series and those after it with one decision, as `followingParts` says and each as `planChange`
 * would: all that are named or none.
 *
 * `revisions` names the dates that were looked at. When one of them was changed or went meanwhile it is `stale_revision`
 * and nothing is overwritten. What moves dates, or leaves one as it is because something speaks against it, has to be
 * seen first (`look_first`); whoever confirms names only those that follow, and is refused when one of them no longer
 * can. What speaks against the first date itself is refused in any case.
 */
export async function planFollowing(
  input: { sessionId: string; revisions: Record<string, number>; edit: FollowingEdit } & Confirmation,
  by: By,
): Promise<Planned | Refused> {
  const { sessionId, revisions, edit, message, confirmed } = input
  return transaction(async (tx, now): Promise<Planned | Refused> => {
    const sessions = await lockSessions(tx, Object.keys(revisions))
    const first = sessions.find(({ id }) => id === sessionId)
    if (!first) return refuse("not_found")
    const rule = await ruleOf(tx, sessions)
    const seen = (session: LockedSession) => revisions[session.id] === session.revision
    if (!rule || sessions.length < Object.keys(revisions).length || !sessions.every(seen))
      return refuse("stale_revision")

    const taken = new Map<string, number>()
    for (const session of sessions) taken.set(session.id, await countTaken(tx, session, now))
    const takenIn = ({ id }: LockedSession) => taken.get(id) ?? 0
    const parts = followingParts(sessions, first, edit, { rule, takenIn, now })
    const against = parts.find(({ session, obstacle }) => obstacle && (confirmed || session === first))
    if (against?.obstacle) return against.obstacle
    const moves = parts.some(({ change }) => change && "localStart" in change)
    if (!confirmed && (moves || parts.some(({ obstacle }) => obstacle))) return refuse("look_first")

    const wishes = parts.flatMap(({ session, change }): Wish[] =>
      change ? [{ sessionId: session.id, session, revision: session.revision, change }] : [],
    )
    const outcome = await planLocked(tx, wishes, { message, confirmed }, by, now)
    if (outcome.ok) return outcome
    const { sessionId: _, ...refusal } = outcome
    return refusal
  }, by)
}

/** The rule of the one series that sessions are of; null where they are not of one. */
async function ruleOf(tx: Tx, sessions: LockedSession[]): Promise<SeriesRule | null> {
  const series = await tx.series.findFirst({
    where: { groupSessions: { some: { id: { in: sessions.map(({ id }) => id) } } } },
    select: {
      rule: true,
      _count: { select: { groupSessions: { where: { id: { in: sessions.map(({ id }) => id) } } } } },
    },
  })
  return series && series._count.groupSessions === sessions.length ? (series.rule as SeriesRule) : null
}
