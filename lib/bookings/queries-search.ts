import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { listPeople, type PeopleScope, type PersonEntry } from "@/lib/people/queries-people"
import { fullName } from "@/lib/people/rules"
import { type FoundSession, searchSessions } from "@/lib/sessions/queries-search"
import type { Locale } from "@/lib/sessions/schema"
import { findSessionPerson } from "./queries"

export type FoundBooking = { seatId: string; reference: string; name: string; startsAt: Date; timeZone: string }

export type Found = {
  booking: FoundBooking | null
  sessions: FoundSession[]
  people: PersonEntry[]
  /** There are more people than were asked for. */
  morePeople: boolean
}

/**
 * What the desk has for a query, of everything or of one host: the booking of that reference, sessions
 * (`searchSessions`) and people (`search_people`). Without a query: the next sessions and nobody.
 */
export async function searchDesk(
  query: string,
  { hostId, limit }: PeopleScope & { limit: number },
  locale: Locale,
  now = presentTime(),
): Promise<Found> {
  const [booking, sessions, { people, nextCursor }] = await Promise.all([
    findByReference(query, { hostId }),
    searchSessions(query, { hostId, limit }, locale, now),
    query ? listPeople({ query, hostId, limit, now }) : { people: [], nextCursor: null },
  ])
  return { booking, sessions, people, morePeople: nextCursor !== null }
}

/** The seat that counts of the booking of a reference: the one somebody has or asks for, else the last they had. */
async function findByReference(query: string, { hostId }: PeopleScope): Promise<FoundBooking | null> {
  const [, first, second] = /^(?:R-?)?([2-9A-Z]{4})-?([2-9A-Z]{4})$/.exec(query.trim().toUpperCase()) ?? []
  if (!first || !second) return null
  const seats = await db.seat.findMany({
    where: { booking: { reference: `R-${first}-${second}` }, ...(hostId && { groupSession: { hostId } }) },
    select: { id: true, state: true, groupSession: { select: { startsAt: true, timeZone: true } } },
    orderBy: { createdAt: "desc" },
  })
  const seat = seats.find(({ state }) => state === "confirmed") ?? seats.find(({ state }) => state !== "released")
  const found = seat ?? seats[0]
  const person = found && (await findSessionPerson(found.id, { hostId }))
  if (!person) return null
  const { seatId, reference, participant } = person
  return { seatId, reference, name: fullName(participant), ...found.groupSession }
}
