import { now as presentTime } from "@/lib/clock"
import { db, type Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { serverOf } from "@/lib/meeting-servers"
import type { GroupSessionStatus } from "@/prisma/generated/client"
import { pledgeVersion } from "./pledge-text"
import { readGuest, readMeeting } from "./reach-meeting"
import { type AtDoor, type Door, doorOf, opensAt, pledgeOf } from "./rules-door"

type Row = {
  seatId: string
  sessionId: string
  participantId: string
  startsAt: Date
  endsAt: Date
  status: GroupSessionStatus
  online: boolean
  pledges: string[]
  hasAddress: boolean
}

/** Who stands before the door by that booking, with the ids a verb needs; the address itself is not read. */
export async function readAtDoor(
  { bookingId, role }: { bookingId: string; role: string },
  tx: Tx = db,
): Promise<AtDoor & { ids: { seatId: string; sessionId: string; participantId: string } | null }> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT x.id AS "seatId", s.id AS "sessionId", x.participant_id AS "participantId", s.starts_at AS "startsAt",
           s.ends_at AS "endsAt", s.status, f.place = 'online' AS online,
           ARRAY(SELECT p.version FROM confidentiality_pledges p
                  WHERE p.booking_id = x.booking_id AND p.participant_id = x.participant_id AND p.voided_at IS NULL) AS pledges,
           EXISTS (SELECT FROM meeting_links l
                    WHERE (l.group_session_id = s.id OR l.format_id = f.id) AND l.url IS NOT NULL) AS "hasAddress"
      FROM seats x
      JOIN group_sessions s ON s.id = x.group_session_id
      JOIN formats f ON f.id = s.format_id AND f.round = 'closed'
     WHERE x.booking_id = ${bookingId}::uuid AND x.state = 'confirmed' AND x.participant_id IS NOT NULL`
  if (!row) return { role, seat: null, pledges: [], hasAddress: false, ids: null }
  const { seatId, sessionId, participantId, pledges, hasAddress, ...seat } = row
  return { role, seat, pledges, hasAddress, ids: { seatId, sessionId, participantId } }
}

/** Where the meeting is, to a seat before the open door and to no other. */
export async function readAddress(tx: Tx, seatId: string, now: Date): Promise<string | null> {
  const [row] = await tx.$queryRaw<[{ address: string | null }]>`
    SELECT room_address(${seatId}::uuid, ${pledgeVersion}, ${now}::timestamptz) AS address`
  return row.address
}

/** What somebody sees of the door, and of the pledge before it. */
export type DoorView = {
  door: Door
  /** Whether the pledge can be given by whoever asks. */
  pledge: ReturnType<typeof pledgeOf>
  /** When the present version was promised; null as long as it was not. */
  pledgedAt: Date | null
  /** Of a meeting that is online; null where there is no door. */
  opensAt: Date | null
  /** Under which name one enters, where the door is open and that is ours to say. */
  enterAs: string | null
}

/** The door of a booking for who holds it; null where there is none: no confirmed seat in a closed round. */
export async function findDoor(
  holder: { bookingId: string; role: string },
  now = presentTime(),
): Promise<DoorView | null> {
  const at = await readAtDoor(holder)
  if (!at.seat || !at.ids) return null
  const { seatId, sessionId, participantId } = at.ids
  const given = await db.confidentialityPledge.findUnique({
    where: {
      bookingId_participantId_version: { bookingId: holder.bookingId, participantId, version: pledgeVersion },
      voidedAt: null,
    },
    select: { pledgedAt: true },
  })
  const door = doorOf(at, pledgeVersion, now)
  const url = door === "open" ? await readAddress(db, seatId, now) : null
  const meeting = url && serverOf(url) && (await readMeeting(db, { sessionId, url }, now))
  const enterAs = meeting ? (await readGuest(db, { ...holder, ...at.ids }, meeting.language)).name : null
  return {
    ...{ door, enterAs },
    pledge: pledgeOf(at, now),
    pledgedAt: given?.pledgedAt ?? null,
    opensAt: at.seat.online ? opensAt(at.seat.startsAt) : null,
  }
}

/** Of a session, by seat, when somebody came through the door: a proposal for who was there, to be confirmed. */
export async function listEntries(sessionId: string): Promise<Record<string, Date>> {
  if (!isUuid(sessionId)) return {}
  const entries = await db.roomEntry.findMany({ where: { seat: { groupSessionId: sessionId } } })
  return Object.fromEntries(entries.map(({ seatId, enteredAt }) => [seatId, enteredAt]))
}
