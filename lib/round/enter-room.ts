import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { pledgeVersion } from "./pledge-text"
import { readAtDoor } from "./queries-door"
import { type Door, doorOf } from "./rules-door"

/**
 * Goes through the door of a closed round and gives back where the meeting is: the only way to that address for anybody who
 * takes part. Decided under the locks of the booking and its session, so that a date that was just moved, an address that
 * was just changed and a seat that was just handed over count. The first time is kept as a proposal that the person was
 * there; whoever comes back enters as often as they like.
 *
 * Refuses a link that opens nothing any more (`not_found`) and whatever the door says other than `open`.
 */
export async function enterRoom(
  { bookingId }: { bookingId: string },
  by: By,
): Promise<Outcome<{ meetingUrl: string }, "not_found" | Exclude<Door, "open">>> {
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
    const { count } = await tx.roomEntry.createMany({ data: { seatId, enteredAt: now }, skipDuplicates: true })
    if (count > 0)
      await recordActivity(tx, "room.entered", { actor: by.actor, ...{ bookingId, seatId, sessionId }, at: now })
    return { ok: true, meetingUrl: row.address }
  }, by)
}
