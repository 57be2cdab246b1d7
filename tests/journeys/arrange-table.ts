import { addByHand } from "@/lib/bookings/add-by-hand"
import { manageToken } from "@/lib/bookings/policy"
import { pool } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import { addLocalDays, localTimeOf } from "@/lib/time-zone"
import { ofCompany } from "../round/closed-world"
import { berlin, by, done, world } from "../support/world"
import { randomUUID } from "node:crypto"

// Gives three people a seat in a closed round that takes place in two days and costs something, beside a date further ahead;
// says with which link each of them comes. Nobody has promised or approved anything.

const now = new Date()
const w = await world({ now })
const format = await w.format("closed", {
  ...{ admission: "reviewed", round: "closed", priceNetCents: 29_000, payBy: ["invoice"] },
})
const date = (days: number) => w.session(format, localTimeOf(addLocalDays(now, days, berlin), berlin))
const [table, later] = [await date(2), await date(40)]
const seat = async (person: typeof w.petra) => {
  const participant = { ...person, ...ofCompany }
  const input = { requestId: randomUUID(), sessionId: table.id, participant, locale: "de" as const }
  const { bookingId, reference } = done(await addByHand(input, by("organizer", now)))
  const link = `/open/${await manageToken(bookingId, "participant")}`
  return { reference, link, email: person.email, name: fullName(person), company: person.company }
}
const seats = { petra: await seat(w.petra), jonas: await seat(w.jonas), karin: await seat(w.karin) }
process.stdout.write(JSON.stringify({ sessionId: table.id, later: later.slug, ...seats }))
await pool.end()
