import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { db } from "@/lib/db"
import { holidayOn } from "@/lib/holidays"
import { react } from "@/lib/reactions"
import { givePledge } from "@/lib/round/give-pledge"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { raiseObjection } from "@/lib/round/raise-objection"
import { saveCard } from "@/lib/round/save-card"
import { showRound } from "@/lib/round/show-round"
import { addDays, localDayOf, weekdayOf } from "@/lib/time-zone"
import { must } from "./must"
import { demoPerson } from "./people"
import { addDate, request } from "./seed-round"
import { demoSettings } from "./settings"
import { demoTable } from "./table"

const { timeZone: zone, region } = demoSettings
const day = 24 * 3_600_000

/** The last working day on which the cards lie there already: three days ahead, or less. */
function tableDay(now: Date): string {
  const today = localDayOf(now, zone)
  const days = [3, 2, 1].map((ahead) => addDays(today, ahead))
  return days.find((each) => weekdayOf(each) < 6 && !holidayOn(each, region)) ?? days[0]!
}

/** A closed round that is full and takes place in a few days: cards on the table, and somebody who would rather not sit there. */
export async function seedTable(format: { id: string; minimum: number }, now: Date): Promise<void> {
  const at = new Date(+now - 21 * day)
  const sessionId = await addDate({ ...format, capacity: demoTable.length }, tableDay(now), at)
  const asked = (index: number) => new Date(+at + (index + 1) * 3_600_000)
  for (const [index, { person, industry, sizeBand }] of demoTable.entries())
    await request(sessionId, { ...demoPerson(person), industry, sizeBand }, asked(index))
  await carryOutDecisions({ now: new Date(+at + day) })
  await mailConfirmations(sessionId, new Date(+at + day))
  for (const { person, pledged, card, shown, objection } of demoTable) {
    const seat = { groupSessionId: sessionId, booking: { email: demoPerson(person).email } }
    const { bookingId } = await db.seat.findFirstOrThrow({ where: seat, select: { bookingId: true } })
    const by = { actor: { kind: "participant" as const }, now }
    if (pledged) must(await givePledge({ bookingId, version: pledgeVersion }, by))
    if (card) must(await saveCard({ bookingId, card: { approved: true, ...card } }, by))
    if (shown) must(await showRound({ bookingId }, by))
    if (objection) must(await raiseObjection({ bookingId, text: objection }, by))
  }
}

/** The mails with the ways to pledge and door, as if a worker had been there: without a mail server they are kept. */
async function mailConfirmations(sessionId: string, at: Date): Promise<void> {
  const confirmed = await db.activity.findMany({ where: { sessionId, kind: "seat.confirmed" }, select: { id: true } })
  for (const { id } of confirmed) await react(id)
  await db.mail.updateMany({
    where: { sessionId, state: "queued" },
    data: { state: "kept", createdAt: at, attempts: 1 },
  })
}
