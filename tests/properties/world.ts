import { randomUUID } from "node:crypto"
import { holdSeat } from "@/lib/bookings/hold-seat"
import type { ParticipantInput } from "@/lib/people/schema"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { deriveCode } from "@/lib/secrets"
import { ownDatabase } from "../support/database"
import { person, publishedSession, wishFor } from "../support/sessions"

/** What a random story plays in: few seats and few people, so that they meet. */
export type World = {
  now: Date
  sessions: string[]
  people: ParticipantInput[]
  /** Booked so far, oldest first. */
  bookings: string[]
  /** Who waits, oldest first. */
  entries: string[]
  /** Sessions that were created and may be published. */
  drafts: string[]
  asked: Asked[]
  /** How often each verb has said yes, in all stories. */
  yes: Map<string, number>
}

export type Answer = { ok: boolean; reason?: string }
/** A request by its id; `other` asks for something else under the same id. */
export type Ask = (requestId: string, other: boolean) => Promise<Answer>
/** What was granted to a request id, to be asked for again. */
type Asked = { answer: Answer; ask: (other: boolean) => Promise<Answer> }

/** Times are passed, so stories play on days of their own. */
const storyBegins = new Date("2027-01-11T08:30:30Z")

/** Four sessions, two of them reviewed, and four people who have a seat in one or have asked for it. */
export async function world(yes: World["yes"] = new Map()): Promise<World> {
  const tale = randomUUID().slice(0, 8)
  const now = storyBegins
  const sessions = [
    await publishedSession({ now, capacity: 2, startsInDays: 3, priceNetCents: 29_000 }),
    await publishedSession({ now, capacity: 2, startsInDays: 10, admission: "reviewed" }),
    await publishedSession({ now, capacity: 3, startsInDays: 15 }),
    await publishedSession({ now, capacity: 3, startsInDays: 20, admission: "reviewed", decideNextMinute: true }),
  ]
  const people = [
    person("petra", `alpha-${tale}`),
    person("jonas", `alpha-${tale}`),
    person("miriam", `gamma-${tale}`),
    person("viktor", `delta-${tale}`),
  ]
  const bookings = await Promise.all(people.map((somebody, index) => booked(sessions[index]!, somebody, now)))
  return { now, sessions, people, bookings, entries: [], drafts: [], asked: [], yes }
}

async function booked(sessionId: string, participant: ParticipantInput, now: Date): Promise<string> {
  const held = await holdSeat(wishFor(sessionId, participant), now)
  if (!held.ok) throw new Error(held.reason)
  const { bookingId } = held
  await verifyBooking({ bookingId, proof: { code: deriveCode("booking", bookingId, 1) } }, { now })
  return bookingId
}

/** The nth of what there is, counted round. */
export const nth = <Item>(items: Item[], index: number): Item | undefined => items[index % items.length]

/** A seat of a booking that still counts. */
export async function activeSeatOf(bookingId: string): Promise<string | undefined> {
  const [seat] = await ownDatabase().query<{ id: string }>(
    "SELECT id FROM seats WHERE booking_id = $1 AND state <> 'released' ORDER BY state LIMIT 1",
    [bookingId],
  )
  return seat?.id
}
