import { db, type Tx } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"

/** Whose address it is: of a format for all its sessions, or of a session that differs. */
export type LinkOf = { formatId: string } | { groupSessionId: string }

/** How long a changed address can be taken back. */
export const formerMinutes = 10

/** What can be brought back, until when; null for nothing. */
export type FormerLink = { url: string | null; until: Date } | null

export const formerOf = (row: { formerUrl: string | null; formerUntil: Date | null } | null, now: Date): FormerLink =>
  row?.formerUntil && row.formerUntil > now ? { url: row.formerUrl, until: row.formerUntil } : null

/** Writes or removes a link; what was there stays beside it for a while. @returns whether that changed anything */
export async function putMeetingLink(tx: Tx, of: LinkOf, url: string | null, now: Date): Promise<boolean> {
  const before = await tx.meetingLink.findFirst({ where: of })
  if ((before?.url ?? null) === url) return false
  const former = { formerUrl: before?.url ?? null, formerUntil: new Date(now.getTime() + formerMinutes * 60_000) }
  const data = { url, ...former, updatedAt: now }
  if (before) await tx.meetingLink.update({ where: { id: before.id }, data })
  else await tx.meetingLink.create({ data: { ...of, ...data } })
  return true
}

/**
 * The sessions whose people see this address: on or to come, online, with a confirmed seat, and of a format those that
 * have no address of their own. As the database gives it out (`meeting_address`).
 */
export async function listSessionsOfLink(of: LinkOf, now: Date, tx: Tx = db): Promise<string[]> {
  const its =
    "formatId" in of
      ? Prisma.sql`s.format_id = ${of.formatId}::uuid AND NOT EXISTS (
          SELECT FROM meeting_links own WHERE own.group_session_id = s.id AND own.url IS NOT NULL)`
      : Prisma.sql`s.id = ${of.groupSessionId}::uuid`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM group_sessions s JOIN formats f ON f.id = s.format_id AND f.place = 'online'
     WHERE ${its} AND s.status IN ('published', 'guaranteed') AND s.ends_at > ${now}
       AND EXISTS (SELECT FROM seats x WHERE x.group_session_id = s.id AND x.state = 'confirmed')`
  return rows.map(({ id }) => id)
}
