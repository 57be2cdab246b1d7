import { db } from "@/lib/db"
import { localTimeOf } from "@/lib/time-zone"
import { berlin } from "../../support/world"

/** The session is in three hours, its people booked long ago and have been asked in vain whether they come. */
export async function isAskedAbout(id: string): Promise<void> {
  const startsAt = new Date(Date.now() + 3 * 3_600_000)
  const localStart = localTimeOf(startsAt, berlin)
  await db.groupSession.update({
    where: { id },
    data: { startsAt, localStart, timeZone: berlin },
    select: { id: true },
  })
  const confirmedAt = new Date(Date.now() - 60 * 86_400_000)
  await db.seat.updateMany({ where: { groupSessionId: id }, data: { confirmedAt } })
}
