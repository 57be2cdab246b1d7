import { db, type Tx } from "@/lib/db"
import { claimColumns, asClaim, type ClaimRow, findKnownCompanies } from "@/lib/people/recognise-company"
import { recognise } from "@/lib/people/rules-recognition"
import { type Claim, type Collision, collisionsIn, collisionsOf, type Room } from "./rules-collisions"

/**
 * What stands against a request or a substitution in a closed round (its id), as things are now. The session is locked
 * where something follows from it. Nothing stands against who is not in the room.
 */
export async function findCollisions(tx: Tx, sessionId: string, id: string): Promise<Collision[]> {
  const { claims, conflicts } = await readRoom(tx, sessionId)
  const claim = claims.find((each) => each.id === id)
  return claim ? collisionsOf(claim, claims, conflicts) : []
}

/** What stands against the open requests of closed sessions, by the id of the seat or of the substitution. */
export async function listCollisions(sessionIds: string[], tx: Tx = db): Promise<Map<string, Collision[]>> {
  if (sessionIds.length === 0) return new Map()
  const rooms = await readRooms(tx, sessionIds)
  return new Map([...rooms.values()].flatMap(collisionsIn))
}

type Row = Omit<Claim, "company"> & ClaimRow & { sessionId: string }

export const readRoom = async (tx: Tx, sessionId: string): Promise<Room> =>
  (await readRooms(tx, [sessionId])).get(sessionId)!

/** The rooms of these sessions, each of them there. `alsoGroups`: with what stands between these and those in the rooms. */
export async function readRooms(
  tx: Tx,
  sessionIds: string[],
  alsoGroups: (string | null)[] = [],
): Promise<Map<string, Room>> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH claims AS (
      SELECT s.group_session_id, s.id, s.booking_id, s.state::text AS kind, s.decision,
             coalesce(s.requested_at, s.created_at) AS since, b.email, b.company_name, b.company_proven, b.company_id
        FROM seats s JOIN bookings b ON b.id = s.booking_id
       WHERE s.group_session_id = ANY(${sessionIds}::uuid[]) AND s.state IN ('requested', 'confirmed')
      UNION ALL
      -- Whoever is asked for instead has proved nothing by the booking they would come into.
      SELECT s.group_session_id, u.id, u.booking_id, 'substitution', u.decision, u.created_at, u.email, u.company_name, false,
             NULL
        FROM substitutions u JOIN seats s ON s.id = u.seat_id
       WHERE s.group_session_id = ANY(${sessionIds}::uuid[]) AND u.state = 'requested'
    )
    SELECT x.group_session_id AS "sessionId", x.id, x.booking_id AS "bookingId", x.kind, x.decision, x.since, ${claimColumns}
      FROM claims x LEFT JOIN companies c ON c.id = x.company_id ORDER BY x.since, x.id`
  const known = await findKnownCompanies(
    tx,
    rows.map(({ email }) => email),
  )
  const claims = rows.map((row) => {
    const { sessionId, id, bookingId, kind, decision, since } = row
    return { sessionId, claim: { id, bookingId, kind, decision, since, company: recognise(asClaim(row), known) } }
  })
  const groups = [...alsoGroups, ...claims.map(({ claim }) => claim.company.groupId)].filter((id) => id !== null)
  const conflicts = await tx.companyConflict.findMany({
    where: { groupId: { in: groups }, otherId: { in: groups } },
    select: { groupId: true, otherId: true },
  })
  const inSession = (id: string) => claims.filter(({ sessionId }) => sessionId === id).map(({ claim }) => claim)
  return new Map(sessionIds.map((id) => [id, { claims: inSession(id), conflicts }]))
}
