import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { containing } from "@/lib/input"
import { Prisma } from "@/prisma/generated/client"
import type { Locale } from "./schema"
import type { SeriesRule } from "./schema-series"

/** Behind which session a list goes on. */
export type SessionCursor = { startsAt: Date; id: string }

/** Which sessions: all, or those of one host, and of these the ones that are asked for. */
export type DeskScope = {
  hostId?: string
  id?: string
  ids?: string[]
  /** `upcoming` and `past` leave out drafts; `open` has not begun and can be booked; `current` may have begun. */
  show?: "upcoming" | "open" | "current" | "drafts" | "past"
  /** They overlap with this time: a month, a week. */
  during?: { from: Date; until: Date }
  format?: string
  language?: Locale
  /** Led by that member, as a filter within the scope. */
  host?: string
  text?: string
  after?: SessionCursor
  limit?: number
}

const aDayBefore = (time: Date) => new Date(time.getTime() - 86_400_000)

/** A session lasts a day at most, so that what is on at a time began after that time the day before. */
const overlaps = (from: Date, until: Date) =>
  Prisma.sql`s.starts_at < ${until} AND s.ends_at > ${from} AND s.starts_at > ${aDayBefore(from)}`

/** What a scope means, of `group_sessions s`, its `formats f` and its host `team_members h`. */
export function deskCondition(scope: DeskScope, locale: Locale, now: Date): Prisma.Sql {
  const { hostId, id, ids, show, during, format, language, host, after } = scope
  const text = scope.text && containing(scope.text)
  const shown = {
    upcoming: Prisma.sql`s.status <> 'draft' AND s.ends_at > ${now} AND s.starts_at > ${aDayBefore(now)}`,
    open: Prisma.sql`s.status IN ('published', 'guaranteed') AND s.starts_at > ${now}`,
    current: Prisma.sql`s.status IN ('published', 'guaranteed') AND s.ends_at > ${now} AND s.starts_at > ${aDayBefore(now)}`,
    drafts: Prisma.sql`s.status = 'draft'`,
    past: Prisma.sql`s.status <> 'draft' AND s.ends_at <= ${now} AND s.starts_at < ${now}`,
  }
  const said = Prisma.sql`concat_ws(' ', f.texts -> ${locale} ->> 'shortName', f.texts -> ${locale} ->> 'name', s.place_text, h.name)`
  const conditions = [
    hostId && Prisma.sql`s.host_id = ${hostId}::uuid`,
    id && Prisma.sql`s.id = ${id}::uuid`,
    ids && Prisma.sql`s.id = ANY(${ids}::uuid[])`,
    show && shown[show],
    during && overlaps(during.from, during.until),
    format && Prisma.sql`f.slug = ${format}`,
    language && Prisma.sql`s.language = ${language}::locale`,
    host && Prisma.sql`s.host_id = ${host}::uuid`,
    text && Prisma.sql`${said} ILIKE ${text}`,
    after &&
      (show === "past"
        ? Prisma.sql`(s.starts_at, s.id) < (${after.startsAt}, ${after.id}::uuid)`
        : Prisma.sql`(s.starts_at, s.id) > (${after.startsAt}, ${after.id}::uuid)`),
  ]
  return Prisma.join(
    [Prisma.sql`true`, ...conditions.filter((part): part is Prisma.Sql => typeof part === "object")],
    " AND ",
  )
}

/** How many there are of each kind, in one statement. */
export async function countSessions(
  locale: Locale,
  scope: DeskScope,
  now = presentTime(),
): Promise<{ upcoming: number; drafts: number; past: number }> {
  const count = (show: DeskScope["show"]) =>
    Prisma.sql`(count(*) FILTER (WHERE ${deskCondition({ show }, locale, now)}))::int`
  const [counts] = await db.$queryRaw<[{ upcoming: number; drafts: number; past: number }]>`
    SELECT ${count("upcoming")} AS upcoming, ${count("drafts")} AS drafts, ${count("past")} AS past
      FROM group_sessions s JOIN formats f ON f.id = s.format_id LEFT JOIN team_members h ON h.id = s.host_id
     WHERE ${deskCondition({ ...scope, show: undefined }, locale, now)}`
  return counts
}

/** A session that is on at the same time as a planned one, which its `key` tells from the other planned ones. */
export type Clash = { key: string; id: string; startsAt: Date; endsAt: Date; timeZone: string; name: string }

/** What else takes place while the planned dates do, drafts too; in one statement for all of them. */
export async function listClashes(
  planned: { key: string; startsAt: Date; endsAt: Date }[],
  locale: Locale,
): Promise<Clash[]> {
  if (planned.length === 0) return []
  const dates = planned.map(
    ({ key, startsAt, endsAt }) => Prisma.sql`(${key}, ${startsAt}::timestamptz, ${endsAt}::timestamptz)`,
  )
  return db.$queryRaw<Clash[]>`
    SELECT p.key, s.id, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.time_zone AS "timeZone",
           f.texts -> ${locale} ->> 'shortName' AS name
      FROM (VALUES ${Prisma.join(dates)}) AS p (key, starts_at, ends_at)
      JOIN group_sessions s ON s.starts_at < p.ends_at AND s.ends_at > p.starts_at
                           AND s.starts_at > p.starts_at - interval '1 day' AND s.status <> 'cancelled'
      JOIN formats f ON f.id = s.format_id
     ORDER BY p.key, s.starts_at, s.id`
}

/** The series of a session as it was asked for, and its dates in their order. */
export async function findSeries(seriesId: string | null, scope: { hostId?: string } = {}) {
  if (!seriesId) return null
  const series = await db.series.findUnique({
    where: { id: seriesId },
    include: {
      groupSessions: {
        where: { hostId: scope.hostId },
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
        select: { id: true, startsAt: true, timeZone: true, status: true, localStart: true, revision: true },
      },
    },
  })
  return series && { id: series.id, rule: series.rule as SeriesRule, sessions: series.groupSessions }
}
