import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { bookSeat } from "@/lib/payments/book-seat"
import { db } from "@/lib/db"
import type { GuestInput, Industry, SizeBand } from "@/lib/people/schema"
import { deriveCode } from "@/lib/secrets"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { addLocalDays, localDayOf } from "@/lib/time-zone"
import { must } from "./must"
import { demoPerson } from "./people"
import { demoSettings } from "./settings"

/** Who comes, by the number of the person, with what they say of their company. */
const companies: [person: number, industry: Industry, sizeBand: SizeBand][] = [
  [4, "manufacturing", "from_250"],
  [5, "manufacturing", "from_50"],
  [7, "manufacturing", "from_50"],
  [8, "services", "from_50"],
  [6, "services", "from_50"],
  [13, "services", "from_1"],
]
/** Two of one company have asked for the same date: each reads the same, until both are answered. */
const petra: GuestInput = { ...demoPerson(0), industry: "manufacturing", sizeBand: "from_250" }
const colleague: GuestInput = {
  ...{ givenName: "Konrad", familyName: "Kollege", company: petra.company, role: "board" },
  ...{ email: "konrad.kollege@muster-anlagenbau.example", industry: "manufacturing", sizeBand: "from_250" },
}
const hour = 3_600_000

/** Two dates of a closed round: one that shows whom it brings together, one that few have found yet. */
export async function seedRound(format: { id: string; capacity: number; minimum: number }, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 6 * 24 * hour)
  const dayIn = (days: number) => localDayOf(addLocalDays(at, days, demoSettings.timeZone), demoSettings.timeZone)
  const dates = [
    await addDate({ ...format, capacity: 10 }, dayIn(47), at),
    await addDate(format, dayIn(82), at),
  ] as const
  for (const [index, [person, industry, sizeBand]] of companies.entries())
    await request(dates[0], { ...demoPerson(person), industry, sizeBand }, new Date(at.getTime() + (index + 1) * hour))
  for (const person of [15, 14])
    await request(
      dates[1],
      { ...demoPerson(person), industry: "trade", sizeBand: "from_50" },
      new Date(at.getTime() + hour),
    )
  await carryOutDecisions({ now: new Date(at.getTime() + 24 * hour) })
  // These two are answered at the usual times, so that they can be looked at and decided; who asks next, within a minute.
  await answerWithinMinute(format.id, false)
  await request(dates[0], { ...petra, conflictWishes: ["Entwurf Möbelwerke AG"] }, new Date(now.getTime() - 20_000))
  await request(dates[0], colleague, now)
  await answerWithinMinute(format.id, true)
}

const answerWithinMinute = (id: string, decideNextMinute: boolean) =>
  db.format.update({ where: { id }, data: { decideNextMinute }, select: { id: true } })

/** A date of a closed round in the afternoon of a day, published. @returns its id */
export async function addDate(format: { id: string; capacity: number; minimum: number }, day: string, now: Date) {
  const size = { placeText: null, capacity: format.capacity, minimum: format.minimum, hostId: null }
  const when = { localStart: `${day}T15:00`, timeZone: demoSettings.timeZone }
  const date = { formatId: format.id, language: "de" as const, ...when }
  const { sessionId } = must(
    await createGroupSession({ requestId: randomUUID(), ...date, ...size }, { actor: system, now }),
  )
  must(await publishGroupSession({ sessionId }, { actor: system, now }))
  return sessionId
}

/** Somebody asks for a seat and confirms their address. */
export async function request(sessionId: string, participant: GuestInput, now: Date): Promise<void> {
  const { version } = demoSettings.legal
  const agreed = { businessUseVersion: version, termsVersion: version, noSalesVersion: version }
  const asked = { requestId: randomUUID(), sessionId, participant, locale: "de" as const, ...agreed }
  const { bookingId } = must(await bookSeat(asked, now))
  must(await verifyBooking({ bookingId, proof: { code: deriveCode("booking", bookingId, 1) } }, { now }))
}
