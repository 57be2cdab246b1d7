import { manageToken } from "@/lib/bookings/policy"
import { pool } from "@/lib/db"
import { addLocalDays, localTimeOf } from "@/lib/time-zone"
import { berlin, world } from "../support/world"

// Lets two of one company ask for the same date of a closed round, and says where each reads their answer.

const now = new Date()
const w = await world({ now })
const format = await w.format("closed", { admission: "reviewed", round: "closed" })
const date = await w.session(format, localTimeOf(addLocalDays(now, 40, berlin), berlin))
const ask = async (participant: typeof w.petra) => {
  const { bookingId } = await w.book(participant, date, { now: new Date() })
  return { link: `/open/${await manageToken(bookingId, "participant")}`, email: participant.email }
}
const requests = { sessionId: date.id, petra: await ask(w.petra), paula: await ask(w.paula) }
process.stdout.write(JSON.stringify(requests))
await pool.end()
