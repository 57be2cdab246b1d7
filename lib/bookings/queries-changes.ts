import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import type { PlannedChangeState } from "@/prisma/generated/client"
import { readChange } from "./read-change"
import type { SessionChange } from "./schema"

/** A change that waits for its moment, or could not be carried out and waits to be seen. */
export type PlannedSessionChange = {
  id: string
  sessionId: string
  /** Of its session, as it still is. */
  startsAt: Date
  endsAt: Date
  timeZone: string
  /** Null where this program cannot read any more what an older one planned. */
  change: SessionChange | null
  /** The other sessions that take effect with it, and are taken back with it. */
  together: { sessionId: string; startsAt: Date; timeZone: string }[]
  message: string | null
  effectiveAt: Date
  state: Exclude<PlannedChangeState, "carried_out">
  /** Why it could not be carried out. */
  failure: { reason: string; taken?: number } | null
  plannedByName: string | null
}

/** What is planned, the next first: in all sessions, in those of one host, or in one session. */
export async function listPlannedChanges(
  scope: { hostId?: string; sessionId?: string } = {},
): Promise<PlannedSessionChange[]> {
  const { hostId, sessionId } = scope
  if (sessionId !== undefined && !isUuid(sessionId)) return []
  const groupSession = { select: { startsAt: true, endsAt: true, timeZone: true } }
  const rows = await db.plannedChange.findMany({
    where: { state: { in: ["planned", "impossible"] }, groupSessionId: sessionId, groupSession: { hostId } },
    include: { groupSession, plannedBy: { select: { name: true } } },
    orderBy: [{ effectiveAt: "asc" }, { groupSession: { startsAt: "asc" } }, { id: "asc" }],
  })
  const decisions = await db.plannedChange.findMany({
    where: { state: "planned", decisionId: { in: rows.map(({ decisionId }) => decisionId) }, groupSession: { hostId } },
    select: { id: true, decisionId: true, groupSessionId: true, groupSession },
    orderBy: [{ groupSession: { startsAt: "asc" } }, { id: "asc" }],
  })
  return rows.map((row) => ({
    ...{ id: row.id, sessionId: row.groupSessionId, ...row.groupSession },
    ...{ change: readChange(row), message: row.message },
    ...{ effectiveAt: row.effectiveAt, state: row.state as PlannedSessionChange["state"] },
    ...{ failure: row.failure as PlannedSessionChange["failure"], plannedByName: row.plannedBy?.name ?? null },
    together: decisions
      .filter(({ id, decisionId }) => row.state === "planned" && decisionId === row.decisionId && id !== row.id)
      .map(({ groupSessionId, groupSession: { startsAt, timeZone } }) => ({
        ...{ sessionId: groupSessionId, startsAt, timeZone },
      })),
  }))
}

/** Each decision once, by the first of its sessions; what could not be carried out stands by itself. */
export const decisionsOf = (plans: PlannedSessionChange[]): PlannedSessionChange[] =>
  plans.filter(({ sessionId }, index) => {
    const earlier = plans.slice(0, index).flatMap(({ together }) => together)
    return !earlier.some((other) => other.sessionId === sessionId)
  })

/** Whom an edit of a format reaches: the sessions to come in which somebody has a seat, and how many people that is. */
export type FormatImpact = { sessions: number; people: number; priced: number }

/** Nobody is told of an edited format, and no booking changes: each keeps the price and terms it was made under. */
export async function findFormatImpact(formatId: string, now = presentTime()): Promise<FormatImpact> {
  const [impact] = await db.$queryRaw<[FormatImpact]>`
    SELECT (count(*) FILTER (WHERE n.people > 0))::int AS sessions, coalesce(sum(n.people), 0)::int AS people,
           coalesce(sum(n.priced), 0)::int AS priced
      FROM group_sessions s CROSS JOIN LATERAL (
        SELECT count(*) AS people, count(b.price_net_cents) AS priced FROM seats x JOIN bookings b ON b.id = x.booking_id
         WHERE x.group_session_id = s.id AND x.state IN ('requested', 'confirmed')) n
     WHERE s.format_id = ${formatId}::uuid AND s.status IN ('published', 'guaranteed') AND s.starts_at > ${now}`
  return impact
}
