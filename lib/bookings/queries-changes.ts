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
  change: SessionChange
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
  const rows = await db.plannedChange.findMany({
    where: { state: { in: ["planned", "impossible"] }, groupSessionId: sessionId, groupSession: { hostId } },
    include: {
      groupSession: { select: { startsAt: true, endsAt: true, timeZone: true } },
      plannedBy: { select: { name: true } },
    },
    orderBy: [{ effectiveAt: "asc" }, { id: "asc" }],
  })
  return rows.map((row) => ({
    ...{
      id: row.id,
      sessionId: row.groupSessionId,
      ...row.groupSession,
      change: readChange(row),
      message: row.message,
    },
    ...{ effectiveAt: row.effectiveAt, state: row.state as PlannedSessionChange["state"] },
    ...{ failure: row.failure as PlannedSessionChange["failure"], plannedByName: row.plannedBy?.name ?? null },
  }))
}

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
