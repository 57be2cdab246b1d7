import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { type SessionState, type SessionTask, sessionTasks, taskDays } from "@/lib/sessions/rules"
import type { FormatText, Locale } from "@/lib/sessions/schema"
import { defaultSettings } from "@/lib/sessions/settings"
import { Prisma } from "@/prisma/generated/client"

/** A session with something to be done about it. */
export type TaskedSession = SessionState & {
  id: string
  capacity: number
  formatId: string
  formatName: string
  place: "online" | "on_site"
  tasks: SessionTask[]
}

/** One session, or all whose date is near enough to have a task; of everybody, or of one host. */
type Scope = {
  hostId?: string
  sessionId?: string
  /** Only what somebody can do something about who does not run sessions. */
  lookingOnly?: boolean
}

const day = 24 * 3_600_000

/** The sessions about which something is to be done now, by date. Unverified holds are looked at on all days. */
export async function listSessionTasks(
  locale: Locale,
  scope: Scope = {},
  now = presentTime(),
): Promise<TaskedSession[]> {
  const [from, until] = [new Date(+now - taskDays.back * day), new Date(+now + taskDays.ahead * day)]
  const rows = await db.$queryRaw<(Omit<TaskedSession, "tasks" | "formatName"> & { texts: FormatText })[]>`
    SELECT s.id, s.status, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.time_zone AS "timeZone",
           CASE f.place WHEN 'on_site' THEN coalesce(s.place_text, '') <> ''
                        ELSE EXISTS (SELECT FROM meeting_links l
                                      WHERE l.url IS NOT NULL AND (l.group_session_id = s.id OR l.format_id = f.id))
           END AS "hasPlace", s.capacity, s.minimum, s.decision_working_days AS "decisionWorkingDays",
           s.published_at AS "publishedAt", (SELECT h.data ->> 'region' FROM settings h) AS region,
           f.id AS "formatId", f.guarantee, f.place, f.texts -> ${locale} AS texts,
           x.confirmed::int, x.held::int, x.recorded::int
      FROM group_sessions s
      JOIN formats f ON f.id = s.format_id
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE state = 'confirmed') AS confirmed, count(attendance) AS recorded,
              count(*) FILTER (WHERE state = 'held' AND expires_at > ${now}) AS held
         FROM seats WHERE group_session_id = s.id AND state <> 'released') x
     WHERE s.status <> 'cancelled'
       AND s.id IN (SELECT id FROM group_sessions WHERE starts_at BETWEEN ${from} AND ${until}
                    UNION SELECT group_session_id FROM seats WHERE state = 'held' AND expires_at > ${now})
       ${scope.hostId ? Prisma.sql`AND s.host_id = ${scope.hostId}::uuid` : Prisma.empty}
       ${scope.sessionId ? Prisma.sql`AND s.id = ${scope.sessionId}::uuid` : Prisma.empty}
     ORDER BY s.starts_at, s.id`
  const theirs = ({ kind }: SessionTask) => !scope.lookingOnly || kind === "attendance_missing"
  return rows
    .map(({ texts, ...row }) => ({ ...row, formatName: texts.shortName, tasks: sessionTasks(row, now).filter(theirs) }))
    .filter(({ tasks }) => tasks.length > 0)
}

/** Somebody whom the organizer wanted to confirm, and whose company had a seat already when the answer was due. */
export type ImpossibleDecision = { seatId: string; person: string; company: string; sessionId: string; startsAt: Date }

/** Of sessions ahead, within a week: what is older has been looked at, or never will be. */
export const listImpossibleDecisions = (scope: { hostId?: string } = {}, now = presentTime()) => db.$queryRaw<
  ImpossibleDecision[]
>`
    SELECT DISTINCT ON (s.starts_at, a.seat_id) a.seat_id AS "seatId", coalesce(u.given_name, b.given_name) || ' ' || coalesce(u.family_name, b.family_name) AS person,
           coalesce(u.company_name, b.company_name) AS company, s.id AS "sessionId", s.starts_at AS "startsAt"
      FROM activities a JOIN group_sessions s ON s.id = a.group_session_id JOIN bookings b ON b.id = a.booking_id
      LEFT JOIN substitutions u ON u.id = (a.detail ->> 'substitutionId')::uuid
     WHERE a.kind = 'decision.impossible' AND a.at > ${new Date(+now - 7 * day)} AND s.starts_at > ${now}
       ${scope.hostId ? Prisma.sql`AND s.host_id = ${scope.hostId}::uuid` : Prisma.empty}
     ORDER BY s.starts_at, a.seat_id, a.at DESC`

/** How far a new house has come: somebody has put their name for the placeholder's, there is something to offer, there are dates. */
export type FirstSteps = { house: boolean; format: boolean; sessions: boolean }

export async function findFirstSteps(): Promise<FirstSteps> {
  const [steps] = await db.$queryRaw<[FirstSteps]>`
    SELECT EXISTS (SELECT FROM settings WHERE data -> 'organizer' ->> 'name' <> ${defaultSettings.organizer.name}) AS house,
           EXISTS (SELECT FROM formats WHERE kind = 'group') AS format,
           EXISTS (SELECT FROM group_sessions) AS sessions`
  return steps
}
