import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import type { SeatOfferState } from "@/prisma/generated/client"

/** A seat of a session that is or was somebody's to take, as the desk sees it. */
export type DeskOffer = {
  id: string
  seatId: string
  entryId: string
  name: { title: string | null; givenName: string; familyName: string }
  company: string
  email: string
  phone: string | null
  state: SeatOfferState
  offeredAt: Date
  expiresAt: Date
  closedAt: Date | null
}

/** What a session offered: open offers first, by their deadline, then what became of the others, newest first. */
export async function listOffers(sessionId: string, scope: { hostId?: string } = {}): Promise<DeskOffer[]> {
  if (!isUuid(sessionId)) return []
  const { hostId } = scope
  const offers = await db.seatOffer.findMany({
    where: { seat: { groupSessionId: sessionId, ...(hostId && { groupSession: { hostId } }) } },
    include: { seat: { include: { booking: true } } },
    orderBy: { closedAt: "desc" },
  })
  const told = offers.map(({ seat, ...offer }) => {
    const { title, givenName, familyName, companyName: company, email, phone } = seat.booking
    return { ...offer, name: { title, givenName, familyName }, company, email, phone }
  })
  const [open, closed] = [told.filter(({ state }) => state === "open"), told.filter(({ state }) => state !== "open")]
  return [...open.sort((a, b) => +a.expiresAt - +b.expiresAt), ...closed]
}

/** A session too near for offers, with seats that are free and people who wait; who has one there by now does not. */
export type Call = { sessionId: string; startsAt: Date; timeZone: string; free: number; waiting: number }

/** Where the organizer calls, because nothing is offered any more: the sessions of the next six hours. */
export async function listCalls({ hostId = null }: { hostId?: string | null }, now: Date): Promise<Call[]> {
  return db.$queryRaw<Call[]>`
    SELECT s.id AS "sessionId", s.starts_at AS "startsAt", s.time_zone AS "timeZone", s.capacity - s.seats_taken AS free,
           w.people AS waiting
      FROM group_sessions s
     CROSS JOIN LATERAL (SELECT count(DISTINCT participant_id)::int AS people FROM waiting_for(s.id) f
                          WHERE fits(s.id, f.booking_id, f.participant_id)) w
     WHERE s.status IN ('published', 'guaranteed') AND s.seats_taken < s.capacity AND s.starts_at > ${now}
       AND s.starts_at <= ${now}::timestamptz + interval '6 hours' AND w.people > 0
       AND (${hostId}::uuid IS NULL OR s.host_id = ${hostId}::uuid)
     ORDER BY s.starts_at, s.id`
}
