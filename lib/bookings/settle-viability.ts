import { recordActivity, system } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { guaranteeLocked } from "@/lib/sessions/guarantee-group-session"
import { type LockedSession, lockSessions, whilePaused } from "@/lib/sessions/lock-sessions"
import { type Decided, decideBy, furthestDecision, viabilityStep } from "@/lib/sessions/rules-viability"
import type { GuaranteeRule } from "@/lib/sessions/schema"

type Candidate = Decided & {
  sessionId: string
  minimum: number
  guarantee: GuaranteeRule
  confirmed: number
  told: ("near" | "passed")[]
}

/**
 * Decision dates: a session whose format leaves it to the number of people takes place, of any other the organizer is
 * told when its decision is near and when it has passed, each once for a date however many workers there are. After a
 * standstill it is told what is still of use. Runs at every full minute, after the answers that are due.
 * @returns of how many sessions something was to be done
 */
export async function settleViability(options: { now?: Date } = {}): Promise<number> {
  const [{ instant }] = await db.$queryRaw<[{ instant: Date }]>`
    SELECT coalesce(${options.now ?? null}::timestamptz, clock_timestamp()) AS instant`
  const candidates = await db.$queryRaw<Candidate[]>`
    SELECT s.id AS "sessionId", s.starts_at AS "startsAt", s.time_zone AS "timeZone", s.minimum,
           s.decision_working_days AS "decisionWorkingDays", s.published_at AS "publishedAt",
           (SELECT h.data ->> 'region' FROM settings h) AS region, f.guarantee,
           (SELECT count(*) FROM seats x WHERE x.group_session_id = s.id AND x.state = 'confirmed')::int AS confirmed,
           ARRAY(SELECT substr(a.kind, 11) FROM activities a
                  WHERE a.group_session_id = s.id AND a.kind IN ('viability.near', 'viability.passed')
                    AND (a.detail ->> 'startsAt')::timestamptz = s.starts_at) AS told
      FROM group_sessions s JOIN formats f ON f.id = s.format_id
     WHERE s.status = 'published' AND s.paused_until IS NULL
       AND s.starts_at > ${instant} AND s.starts_at < ${instant}::timestamptz + make_interval(days => ${furthestDecision}::int)
     ORDER BY s.id`
  const due = candidates.filter((each) => viabilityStep(each, each.confirmed, each.told, instant))
  return oneByOne(due, "viability.not_settled", ({ sessionId }) =>
    transaction(async (tx, now) => {
      const [session] = await lockSessions(tx, [sessionId])
      if (session?.status === "published" && !whilePaused(session)) await settle(tx, session, now)
    }, options),
  )
}

/** The same once more, now that nobody else can change it. */
async function settle(tx: Tx, session: LockedSession, now: Date): Promise<void> {
  const { id: sessionId, startsAt, minimum } = session
  const confirmed = await tx.seat.count({ where: { groupSessionId: sessionId, state: "confirmed" } })
  const rows = await tx.$queryRaw<{ told: "near" | "passed" }[]>`
    SELECT substr(kind, 11) AS told FROM activities
     WHERE group_session_id = ${sessionId}::uuid AND kind IN ('viability.near', 'viability.passed')
       AND (detail ->> 'startsAt')::timestamptz = ${startsAt}`
  const told = rows.map((row) => row.told)
  const step = viabilityStep(session, confirmed, told, now)
  if (step === "guarantee") return guaranteeLocked(tx, sessionId, { actor: system, now, confirmed })
  if (!step) return
  const detail = {
    ...{ startsAt: startsAt.toISOString(), decideBy: decideBy(session).toISOString(), confirmed, minimum },
  }
  await recordActivity(tx, `viability.${step}`, { actor: system, sessionId, detail, at: now })
}
