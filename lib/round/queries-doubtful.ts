import { readRooms } from "@/lib/bookings/find-collisions"
import { db } from "@/lib/db"
import { knownLike } from "./rules-hints"

/** Somebody in a closed round ahead whose company nobody can say by itself. */
export type Doubtful = {
  bookingId: string
  person: string
  email: string
  company: string
  startsAt: Date
  timeZone: string
  /** Known companies it may be, the likeliest first. */
  alike: { id: string; name: string }[]
}

/** Whose company is in doubt and who sits in a closed round ahead, or asks; and whose seat there stands for none. By date. */
export async function listDoubtful(now: Date): Promise<Doubtful[]> {
  const sessions = await db.groupSession.findMany({
    where: { endsAt: { gt: now }, format: { round: "closed" }, status: { in: ["published", "guaranteed"] } },
    select: { id: true, startsAt: true, timeZone: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  })
  if (sessions.length === 0) return []
  const rooms = await readRooms(
    db,
    sessions.map(({ id }) => id),
  )
  const doubtful = sessions.flatMap(({ id, startsAt, timeZone }) =>
    rooms
      .get(id)!
      .claims.filter(
        ({ kind, company }) => kind !== "substitution" && (company.doubt || (kind === "confirmed" && company.domain)),
      )
      .map((claim) => ({ claim, startsAt, timeZone })),
  )
  if (doubtful.length === 0) return []
  const bookings = await db.booking.findMany({
    where: { id: { in: doubtful.map(({ claim }) => claim.bookingId) } },
    select: { id: true, givenName: true, familyName: true, email: true },
  })
  const known = await listKnown()
  return doubtful.flatMap(({ claim, startsAt, timeZone }) => {
    const booking = bookings.find(({ id }) => id === claim.bookingId)
    if (!booking) return []
    const alike = knownLike(claim, known).map(({ company }) => company)
    const person = `${booking.givenName} ${booking.familyName}`
    return {
      bookingId: booking.id,
      person,
      email: booking.email,
      company: claim.company.name,
      startsAt,
      timeZone,
      alike,
    }
  })
}

/** The companies that are known, once for each of their domains. */
export const listKnown = () => db.$queryRaw<{ id: string; name: string; domain: string | null }[]>`
  SELECT c.id, c.name, d.domain FROM companies c LEFT JOIN company_domains d ON d.company_id = c.id ORDER BY c.name, c.id`
