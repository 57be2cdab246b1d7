import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { type Tx, transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { addressFor, type Guest, isUnopened, type Meeting, type Opened } from "@/lib/meeting-servers"
import type { Locale } from "@/lib/sessions/schema"
import { pledgeVersion } from "./pledge-text"
import { readAtDoor } from "./queries-door"
import { reachMeeting, readMeeting } from "./reach-meeting"
import { type Door, doorOf } from "./rules-door"
import { idInRoom, nameInRoom } from "./rules-guest"

type Entered = Outcome<{ meetingUrl: string }, "not_found" | Exclude<Door, "open">>

/**
 * Goes through the door of a closed round and gives back where the meeting is: the only way to that address for anybody who
 * takes part. Decided under the locks of the booking and its session, so that a date that was just moved, an address that
 * was just changed and a seat that was just handed over count. The first time is kept as a proposal that the person was
 * there; whoever comes back enters as often as they like.
 *
 * Where the address lies on a server of our own, what is given back is signed for this person, with the name that their card
 * shows. A meeting that has to be opened first is, between two transactions; a server that does not answer is `waiting`.
 *
 * Refuses a link that opens nothing any more (`not_found`) and whatever the door says other than `open`.
 */
export async function enterRoom({ bookingId }: { bookingId: string }, by: By): Promise<Entered> {
  return (await reachMeeting((opened) => passDoor(bookingId, by, opened))) ?? refuse("waiting")
}

/** Keeps and gives out nothing while the meeting is `unopened`. */
async function passDoor(bookingId: string, by: By, opened?: Opened): Promise<Entered | { unopened: Meeting }> {
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    if (!locked) return refuse("not_found")
    const { ids, ...at } = await readAtDoor({ bookingId, role: by.actor.kind }, tx)
    const door = doorOf(at, pledgeVersion, now)
    if (door !== "open") return refuse(door)
    if (!ids) return refuse("not_for_you")
    const { seatId, sessionId } = ids
    const [row] = await tx.$queryRaw<[{ address: string | null }]>`
      SELECT room_address(${seatId}::uuid, ${pledgeVersion}, ${now}::timestamptz) AS address`
    // It was taken away this moment.
    if (!row.address) return refuse("waiting")
    const meeting = await readMeeting(tx, { sessionId, url: row.address }, now)
    if (isUnopened(meeting, opened)) return { unopened: meeting }
    const { count } = await tx.roomEntry.createMany({ data: { seatId, enteredAt: now }, skipDuplicates: true })
    if (count > 0)
      await recordActivity(tx, "room.entered", { actor: by.actor, ...{ bookingId, seatId, sessionId }, at: now })
    const guest = await readGuest(tx, { bookingId, ...ids }, meeting.language)
    return { ok: true, meetingUrl: await addressFor(meeting, guest, opened) }
  }, by)
}

/** As whom the person of a seat enters. */
async function readGuest(
  tx: Tx,
  { bookingId, seatId, participantId }: { bookingId: string; seatId: string; participantId: string },
  language: Locale,
): Promise<Guest> {
  const card = await tx.tableCard.findUnique({ where: { bookingId_participantId: { bookingId, participantId } } })
  return { id: idInRoom(seatId, participantId), name: nameInRoom(card, language), moderator: false }
}
