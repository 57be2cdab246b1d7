import { readCursor, writeCursor } from "@/lib/cursor"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { type ActorKind, Prisma } from "@/prisma/generated/client"

/** Parts of the log, by the beginnings of their kinds. What has none of them is for owners. */
export const logAreas = {
  bookings: [
    ...["seat", "decision", "substitution", "booking", "feed", "attendance"],
    // Of a closed round; who exchanged contacts is for owners.
    ...["pledge", "room", "card", "round", "objection"],
  ],
  sessions: ["session", "series", "change"],
  people: ["person", "people", "company"],
  money: ["payment", "transfer", "refund", "exception", "billing", "invoice", "invoices", "voucher"],
  formats: ["format"],
  mails: ["mail"],
  team: ["team"],
  settings: ["settings", "house", "sessions"],
} as const
export type LogArea = keyof typeof logAreas

/** What organizers read of the log; owners read all of it. */
export const organizerAreas: LogArea[] = ["bookings", "sessions", "people", "money", "formats", "mails"]

export type LogFilter = {
  /** Only these parts; without, all there is. */
  areas?: LogArea[]
  /** A member who did it or whom it was done to, everybody who booked, or the app by itself. */
  who?: string
  sessionId?: string
  from?: Date
  /** Not included. */
  until?: Date
}

/** One line of the log: who, what, when, what before and after. */
export type LogEntry = {
  id: string
  kind: string
  at: Date
  actorKind: ActorKind
  /** Of the team member, participant or assistant, as they are called now. */
  actorName: string | null
  detail: Record<string, unknown>
  /** Whom a line about the team is about, if not the one who did it. */
  memberName: string | null
  formatName: string | null
  person: string | null
  reference: string | null
  sessionId: string | null
  startsAt: Date | null
  timeZone: string | null
}

/** The log, newest first. `cursor` is the `nextCursor` of the page before; one that is not is the first page. */
export async function listActivities(
  filter: LogFilter,
  { cursor, limit = 50, locale = "de" }: { cursor?: string; limit?: number; locale?: "de" | "en" } = {},
): Promise<{ entries: LogEntry[]; nextCursor: string | null }> {
  const rows = await db.$queryRaw<LogEntry[]>`
    SELECT a.id, a.kind, a.at, a.actor_kind AS "actorKind", a.detail,
           CASE a.actor_kind WHEN 'organizer' THEN m.name WHEN 'booker' THEN b.booker_name
                             WHEN 'participant' THEN b.given_name || ' ' || b.family_name END AS "actorName",
           subject.name AS "memberName", f.texts -> ${locale} ->> 'shortName' AS "formatName",
           b.given_name || ' ' || b.family_name || ', ' || b.company_name AS person, b.reference,
           s.id AS "sessionId", s.starts_at AS "startsAt", s.time_zone AS "timeZone"
      FROM activities a
      LEFT JOIN team_members m ON a.actor_kind = 'organizer' AND m.id = a.actor_id
      LEFT JOIN team_members subject ON subject.id = (a.detail ->> 'teamMemberId')::uuid
      LEFT JOIN formats f ON f.id = (a.detail ->> 'formatId')::uuid
      LEFT JOIN bookings b ON b.id = a.booking_id
      LEFT JOIN group_sessions s ON s.id = a.group_session_id
     WHERE ${Prisma.join([...conditions(filter), before(cursor)], " AND ")}
     ORDER BY a.at DESC, a.id DESC LIMIT ${limit + 1}`
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { entries: rows.slice(0, limit), nextCursor: last ? writeCursor(last.at, last.id) : null }
}

/**
 * All of it, however much that is, part by part: `size` entries at a time and a query for each part. An export that
 * stopped somewhere would be taken for the whole.
 */
export async function* allActivities(
  filter: LogFilter,
  { size = 1_000, locale }: { size?: number; locale?: "de" | "en" } = {},
): AsyncGenerator<LogEntry[]> {
  let cursor: string | null | undefined
  do {
    const { entries, nextCursor } = await listActivities(filter, { limit: size, locale, cursor: cursor ?? undefined })
    yield entries
    cursor = nextCursor
  } while (cursor)
}

function conditions({ areas, who, sessionId, from, until }: LogFilter): Prisma.Sql[] {
  const beginnings = areas?.flatMap((area) => [...logAreas[area]])
  return [
    // A code that was asked for is a step on the way; the sign-in that follows is there.
    Prisma.sql`a.kind <> 'team.code_requested'`,
    beginnings ? Prisma.sql`split_part(a.kind, '.', 1) = ANY(${beginnings}::text[])` : Prisma.empty,
    sessionId ? Prisma.sql`a.group_session_id = ${sessionId}::uuid` : Prisma.empty,
    from ? Prisma.sql`a.at >= ${from}` : Prisma.empty,
    until ? Prisma.sql`a.at < ${until}` : Prisma.empty,
    whoDid(who),
  ].filter((condition) => condition !== Prisma.empty)
}

function whoDid(who = ""): Prisma.Sql {
  if (who === "guests") return Prisma.sql`a.actor_kind IN ('participant', 'booker')`
  if (who === "system") return Prisma.sql`a.actor_kind = 'system'`
  if (!isUuid(who)) return Prisma.empty
  return Prisma.sql`(a.actor_id = ${who}::uuid OR (split_part(a.kind, '.', 1) = 'team' AND a.detail ->> 'teamMemberId' = ${who}))`
}

function before(cursor?: string): Prisma.Sql {
  const last = readCursor(cursor)
  return last ? Prisma.sql`(a.at, a.id) < (${last.at}, ${last.id}::uuid)` : Prisma.sql`true`
}
