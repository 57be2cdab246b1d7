import { renewOwnDatabase } from "../support/database"
import { emptyInbox } from "../support/inbox"
import { world } from "../support/world"

/** A fresh house with a full date: its only seat is Petra's. */
export async function fullDate() {
  await renewOwnDatabase()
  await emptyInbox()
  const w = await world()
  const round = await w.session(w.formats.instant, "2027-01-21T10:00", { capacity: 1 })
  return { w, round, booked: await w.book(w.petra, round) }
}
