import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { type FormerLink, formerOf } from "./meeting-links"
import type { FormatContent } from "./schema"

/** A version of a format: what it was from then on, until the next one. */
export type FormatVersion = {
  version: number
  at: Date
  /** Null is the system. */
  byName: string | null
  content: FormatContent
  /** Bookings that have a seat by it, or ask for one. */
  bookings: number
}

/** All versions of a format, the newest first. */
export async function listFormatVersions(formatId: string): Promise<FormatVersion[]> {
  if (!isUuid(formatId)) return []
  const rows = await db.$queryRaw<(Omit<FormatVersion, "content"> & { content: unknown })[]>`
    SELECT v.version, v.at, m.name AS "byName", v.content,
           (SELECT count(DISTINCT x.booking_id) FROM seats x
             WHERE x.format_version_id = v.id AND x.state IN ('confirmed', 'requested'))::int AS bookings
      FROM format_versions v LEFT JOIN team_members m ON m.id = v.by_id
     WHERE v.format_id = ${formatId}::uuid
     ORDER BY v.version DESC`
  return rows.map((row) => ({ ...row, content: readContent(row.content) }))
}

/** What a version holds, under the names of the schema: the database keeps the names of its columns. */
export const readContent = (content: unknown): FormatContent =>
  Object.fromEntries(
    Object.entries(content as object).map(([column, value]: [string, unknown]) => [
      column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as FormatContent

/** Where the sessions of a format meet and, for a while, where they met before; for who runs sessions. */
export async function findFormatLink(
  formatId: string,
  now = presentTime(),
): Promise<{ url: string | null; former: FormerLink }> {
  const row = isUuid(formatId) ? await db.meetingLink.findUnique({ where: { formatId } }) : null
  return { url: row?.url ?? null, former: formerOf(row, now) }
}

type SessionLinks = { own: string | null; usual: string | null; former: FormerLink }

/**
 * Where a session meets: its own address, for a while the one before, and its format's; nowhere once a draft is deleted.
 * For who runs it; the scope is the caller's.
 */
export async function findSessionLinks(sessionId: string, now = presentTime()): Promise<SessionLinks> {
  const session = await db.groupSession.findUnique({
    where: { id: sessionId },
    select: { meetingLink: true, format: { select: { meetingLink: { select: { url: true } } } } },
  })
  return {
    own: session?.meetingLink?.url ?? null,
    usual: session?.format.meetingLink?.url ?? null,
    former: formerOf(session?.meetingLink ?? null, now),
  }
}
