import type { Tx } from "@/lib/db"
import { Prisma, type GroupSessionStatus } from "@/prisma/generated/client"

/** What a verb needs to know of a session while nobody else can change it or take a seat in it. */
export type LockedSession = {
  id: string
  formatId: string
  slug: string
  status: GroupSessionStatus
  startsAt: Date
  endsAt: Date
  localStart: string
  timeZone: string
  capacity: number
  seatsTaken: number
  minimum: number
  revision: number
}

/**
 * Locks sessions by id in ascending order, the first step of every verb that takes, moves or frees a seat. With one
 * order everywhere two verbs can wait for each other but never in a circle. NO KEY UPDATE, since plain FOR UPDATE
 * also blocks the foreign keys of seats being inserted.
 * @returns the sessions that exist, in no order
 */
export async function lockSessions(tx: Tx, ids: string[]): Promise<LockedSession[]> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return []
  return tx.$queryRaw<LockedSession[]>`
    SELECT id, format_id AS "formatId", slug, status, starts_at AS "startsAt", ends_at AS "endsAt",
           local_start AS "localStart", time_zone AS "timeZone", capacity, seats_taken AS "seatsTaken", minimum, revision
      FROM group_sessions WHERE id IN (${Prisma.join(unique.map((id) => Prisma.sql`${id}::uuid`))})
     ORDER BY id FOR NO KEY UPDATE`
}

/** Whether a seat can be taken in it at all: published and not begun. */
export const isOpen = (session: Pick<LockedSession, "status" | "startsAt">, now: Date): boolean =>
  (session.status === "published" || session.status === "guaranteed") && session.startsAt > now
