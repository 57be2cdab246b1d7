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
