import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { addressFor, isUnopened, type Meeting, type Opened } from "@/lib/meeting-servers"
import { pledgeVersion } from "./pledge-text"
import { readAddress, readAtDoor } from "./queries-door"
import { reachMeeting, readGuest, readMeeting } from "./reach-meeting"
import { type Door, doorOf } from "./rules-door"

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
    const url = await readAddress(tx, seatId, now)
    // It was taken away this moment.
    if (!url) return refuse("waiting")
    const meeting = await readMeeting(tx, { sessionId, url }, now)
    if (isUnopened(meeting, opened)) return { unopened: meeting }
    const { count } = await tx.roomEntry.createMany({ data: { seatId, enteredAt: now }, skipDuplicates: true })
    if (count > 0)
      await recordActivity(tx, "room.entered", { actor: by.actor, ...{ bookingId, seatId, sessionId }, at: now })
    const guest = await readGuest(tx, { bookingId, ...ids }, meeting.language)
    return { ok: true, meetingUrl: await addressFor(meeting, guest, opened) }
  }, by)
}
