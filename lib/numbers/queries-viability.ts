import { db, type Tx } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"
import type { Shown } from "./rules-viability"

/** How many came of those of whom it is known, in every session of a format that took place; by the format's id. */
export async function readShown(scope: { hostId?: string; formatId?: string } = {}, tx: Tx = db) {
  const { hostId, formatId } = scope
  const rows = await tx.$queryRaw<(Shown & { formatId: string })[]>`
    SELECT s.format_id AS "formatId", count(*)::int AS recorded,
           (count(*) FILTER (WHERE x.attendance = 'attended'))::int AS attended
      FROM seats x JOIN group_sessions s ON s.id = x.group_session_id
     WHERE x.state = 'confirmed' AND x.attendance IS NOT NULL
       ${hostId ? Prisma.sql`AND s.host_id = ${hostId}::uuid` : Prisma.empty}
       ${formatId ? Prisma.sql`AND s.format_id = ${formatId}::uuid` : Prisma.empty}
     GROUP BY s.format_id`
  const shown = new Map(rows.map(({ formatId, ...each }) => [formatId, each]))
  return (id: string): Shown => shown.get(id) ?? { attended: 0, recorded: 0 }
}
