import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import type { BookingInput } from "@/lib/bookings/schema"
import type { ParticipantInput } from "@/lib/people/schema"
import { db } from "@/lib/db"
import { createFormat } from "@/lib/sessions/create-format"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { formatInput } from "@/lib/sessions/schema"
import { localTimeOf } from "@/lib/time-zone"
import { billed } from "./world"

const text = { name: "Runde", shortName: "Runde", lead: "Lead", forWhom: "Für", notForWhom: "Nicht", agenda: [] }
const zone = "Europe/Berlin"

type Wishes = {
  capacity: number
  admission?: "instant" | "reviewed"
  round?: "open" | "closed"
  decideNextMinute?: boolean
  /** Local times; the usual ones without. */
  decisionTimes?: string[]
  priceNetCents?: number
  startsInDays?: number
  now?: Date
}

/** A published session in a format of its own; booked seats are confirmed at once unless it is `reviewed`. */
export async function publishedSession(wishes: Wishes): Promise<string> {
  const { capacity, admission = "instant", decideNextMinute = false, priceNetCents = null, now = new Date() } = wishes
  const { decisionTimes, round } = wishes
  const formatId = await createFormat(
    formatInput.parse({
      ...{ slug: `runde-${randomUUID()}`, kind: "group", lengthMinutes: 90, place: "online", minimum: 1 },
      ...{ capacity, admission, decideNextMinute, priceNetCents, decisionTimes, round },
      terms: { steps: [{ daysBefore: 14, percent: 0 }], finalPercent: 50, waivedWhenRefilled: true },
      texts: { de: text, en: text },
    }),
  )
  const startsAt = new Date(now.getTime() + (wishes.startsInDays ?? 60) * 86_400_000)
  const created = await createGroupSession(
    {
      ...{ requestId: randomUUID(), formatId, language: "de", timeZone: zone, placeText: null, hostId: null },
      ...{ capacity, minimum: 1, localStart: localTimeOf(startsAt, zone) },
    },
    { actor: system, now },
  )
  if (!created.ok) throw new Error(`the session was not created: ${created.reason}`)
  await publishGroupSession({ sessionId: created.sessionId }, { actor: system, now })
  return created.sessionId
}

/** Somebody whose mailbox is `name@company.example`. */
export const person = (name: string, company = name): ParticipantInput => ({
  ...{ givenName: "Petra", familyName: "Muster", company: `${company} GmbH`, role: "owner" },
  email: `${name}@${company}.example`,
})

/** What is asked for when that person takes a seat. */
export const wishFor = (
  sessionId: string,
  participant: ParticipantInput,
  requestId: string = randomUUID(),
): BookingInput => ({
  ...{ requestId, sessionId, participant, locale: "de", businessUseVersion: "2026-11", termsVersion: "2026-11" },
  billing: billed,
})

/** Which revision a session is at: every edit names the one it was made on. */
export const revisionOf = async (id: string): Promise<number> =>
  (await db.groupSession.findUniqueOrThrow({ where: { id } })).revision

/** The change of a session that waits for its minute, or could not be carried out. */
export const planOf = async (groupSessionId: string) =>
  db.plannedChange.findFirstOrThrow({ where: { groupSessionId, state: { not: "carried_out" } } })
