import { listLeftAfterRoster } from "@/lib/bookings/after-roster"
import { readRoom } from "@/lib/bookings/find-collisions"
import { type FittingDate, listFittingDates } from "@/lib/bookings/find-fitting-dates"
import { type Claim, type Collision, collisionsIn } from "@/lib/bookings/rules-collisions"
import { db } from "@/lib/db"
import { isFreeMail } from "@/lib/people/rules-companies"
import { listKnown } from "./queries-doubtful"
import { type Facts, gainOf, type Lack, lacksOf } from "./rules-mix"
import { type Hint, hintsOf, type HintFacts, varyingWishes } from "./rules-hints"

/** Somebody with a claim on a seat, with what they said of their company. */
export type Composed = Claim & Facts

/** A request, or somebody asked for as a substitute, with everything that helps to decide. */
export type ComposedRequest = Composed & {
  collisions: Collision[]
  hints: Hint[]
  gain: Facts
  /** Where this person would fit instead; of a substitute nothing, for the seat stays. */
  fitting: FittingDate[]
}

/** The room of a closed round, as its organizer composes it. */
export type Composition = { seated: Composed[]; requests: ComposedRequest[]; lacks: Lack[] }

/** Who sits in a session and who asks, what stands against whom, and what the round lacks. */
export async function readComposition(
  session: { id: string; minimum: number; format: { id: string } },
  now: Date,
): Promise<Composition> {
  const room = await readRoom(db, session.id)
  const { claims } = room
  const collisions = new Map(collisionsIn(room))
  const [said, facts] = [await readFacts(claims), await readHintFacts(claims, session.format.id)]
  const composed = claims.map((claim) => ({ ...claim, ...(said.get(claim.id) ?? nothingSaid) }))
  const seated = composed.filter(({ kind }) => kind === "confirmed")
  const asking = claims.filter(({ kind }) => kind === "requested")
  const fitting = await listFittingDates(db, asking, now)
  const requests = composed
    .filter(({ kind }) => kind !== "confirmed")
    .map((claim) => ({
      ...claim,
      collisions: collisions.get(claim.id) ?? [],
      hints: hintsOf(claim, claims, facts),
      gain: gainOf(claim, seated),
      fitting: fitting.get(claim.id) ?? [],
    }))
  return { seated, requests, lacks: lacksOf(seated, session.minimum) }
}

const nothingSaid: Facts = { industry: null, sizeBand: null }

/** By claim. A confirmed seat says what its person had said when it was confirmed. */
async function readFacts(claims: Claim[]): Promise<Map<string, Facts>> {
  const ids = claims.map(({ id }) => id)
  const rows = await db.$queryRaw<({ id: string } & Facts)[]>`
    SELECT s.id, coalesce(s.industry, p.industry) AS industry, coalesce(s.size_band, p.size_band) AS "sizeBand"
      FROM seats s LEFT JOIN round_profiles p ON p.booking_id = s.booking_id WHERE s.id = ANY(${ids}::uuid[])
    UNION ALL SELECT u.id, u.industry, u.size_band FROM substitutions u WHERE u.id = ANY(${ids}::uuid[])`
  return new Map(rows.map(({ id, ...facts }) => [id, facts]))
}

type Wishes = { bookingId: string; host: string; wishes: string[] }

/** The wishes are those of who sits there or asks, and for comparison of everybody from their mail domains. */
async function readHintFacts(claims: Claim[], formatId: string): Promise<HintFacts> {
  // A substitute has named nobody; the wishes of the booking are those of the person before.
  const bookings = claims.filter(({ kind }) => kind !== "substitution").map(({ bookingId }) => bookingId)
  const lists = await db.$queryRaw<Wishes[]>`
    SELECT b.id AS "bookingId", split_part(b.email, '@', 2) AS host, array_agg(w.company ORDER BY w.position) AS wishes
      FROM bookings b JOIN conflict_wishes w ON w.booking_id = b.id
     WHERE split_part(b.email, '@', 2) IN (SELECT split_part(o.email, '@', 2) FROM bookings o WHERE o.id = ANY(${bookings}::uuid[]))
     GROUP BY b.id`
  const theirs = lists.filter(({ bookingId }) => bookings.includes(bookingId))
  const known = claims.some(({ company }) => company.doubt) ? await listKnown() : []
  return {
    wishes: new Map(theirs.map(({ bookingId, wishes }) => [bookingId, wishes])),
    varying: varyingWishes(lists.filter(({ host }) => !isFreeMail(host))),
    left: await listLeftAfterRoster(db, bookings, formatId),
    known,
  }
}
