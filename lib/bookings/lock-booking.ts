import type { Actor } from "@/lib/activity"
import { StaleReadError, type Tx } from "@/lib/db"
import { type LockedSession, lockSessions } from "@/lib/sessions/lock-sessions"
import type { Decision, Locale, ParticipantRole, ReleaseReason, SeatState } from "@/prisma/generated/client"

export type LockedSeat = {
  id: string
  sessionId: string
  bookingId: string
  participantId: string | null
  state: SeatState
  expiresAt: Date | null
  decideAt: Date | null
  decision: Decision | null
  replacesSeatId: string | null
  releaseReason: ReleaseReason | null
  releasedAt: Date | null
}

export type LockedBookingRow = {
  id: string
  reference: string
  participantId: string | null
  givenName: string
  familyName: string
  title: string | null
  companyName: string
  role: ParticipantRole
  email: string
  phone: string | null
  bookerEmail: string | null
  companyProven: boolean
  locale: Locale
  codeGeneration: number
  participantGeneration: number
  bookerGeneration: number
  verifiedAt: Date | null
}

/** A booking with its seats and their sessions; nobody else can change any of them until the transaction ends. */
export type LockedBooking = {
  booking: LockedBookingRow
  /** Oldest first; the last one says how things stand. */
  seats: LockedSeat[]
  /** Also those asked for by `alsoSessions`, where they exist. */
  sessions: Map<string, LockedSession>
}

/**
 * The one way in for every write to an existing booking. Reads without a lock where its seats are, locks those
 * sessions and `alsoSessions` by id, then the seats by id, then the booking, and looks again: also whether the link by
 * which a holder acts still opens it, since the seat may have been handed over while it waited for the lock.
 * @returns null when there is no such booking, or none for this actor any more
 * @throws StaleReadError when a seat has gone to a session that is not locked; `transaction` starts again
 */
export async function lockBooking(
  tx: Tx,
  bookingId: string,
  actor: Actor,
  alsoSessions: string[] = [],
): Promise<LockedBooking | null> {
  const before = await tx.seat.findMany({
    where: { bookingId },
    select: { groupSessionId: true, state: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
  if (before.length === 0) return null
  const concerned = before.filter(({ state }, index) => state !== "released" || index === before.length - 1)
  const locked = await lockSessions(tx, [
    ...new Set([...concerned.map((seat) => seat.groupSessionId), ...alsoSessions]),
  ])
  const sessions = new Map(locked.map((session) => [session.id, session]))

  const rows = await tx.$queryRaw<(LockedSeat & { createdAt: Date })[]>`
    SELECT id, group_session_id AS "sessionId", booking_id AS "bookingId", participant_id AS "participantId", state,
           expires_at AS "expiresAt", decide_at AS "decideAt", decision, replaces_seat_id AS "replacesSeatId",
           release_reason AS "releaseReason", released_at AS "releasedAt", created_at AS "createdAt"
      FROM lock_seats(${bookingId}::uuid)`
  const seats = rows.sort((a, b) => +a.createdAt - +b.createdAt || (a.id < b.id ? -1 : 1))
  const moved = seats.some(
    ({ state, sessionId }, index) => (state !== "released" || index === seats.length - 1) && !sessions.has(sessionId),
  )
  if (moved) throw new StaleReadError()

  const booking = await lockRow(tx, bookingId, actor)
  return booking && { booking, seats, sessions }
}

/** The row alone, behind its seats; all there is to lock of who only waits. Null as in `lockBooking`. */
export async function lockRow(tx: Tx, bookingId: string, actor: Actor): Promise<LockedBookingRow | null> {
  const [booking] = await tx.$queryRaw<LockedBookingRow[]>`
    SELECT id, reference, participant_id AS "participantId", given_name AS "givenName", family_name AS "familyName", title,
           company_name AS "companyName", role, email, phone, booker_email AS "bookerEmail", company_proven AS "companyProven", locale,
           code_generation AS "codeGeneration", participant_generation AS "participantGeneration",
           booker_generation AS "bookerGeneration", verified_at AS "verifiedAt"
      FROM lock_booking(${bookingId}::uuid)`
  return booking && !isVoid(actor, booking) ? booking : null
}

const isVoid = ({ kind, generation }: Actor, { participantGeneration, bookerGeneration }: LockedBookingRow) =>
  generation !== undefined && generation !== (kind === "booker" ? bookerGeneration : participantGeneration)

/** The session of a seat that counts. */
export function sessionOf({ sessions }: LockedBooking, seat: LockedSeat): LockedSession {
  const session = sessions.get(seat.sessionId)
  if (!session) throw new Error(`the session of seat ${seat.id} is not locked`)
  return session
}

/** The seats of a booking that count, by state; a rebooking request or an offer stands beside the confirmed one. */
export function activeSeats(seats: LockedSeat[]) {
  return {
    confirmed: seats.find(({ state }) => state === "confirmed"),
    requested: seats.find(({ state }) => state === "requested"),
    held: seats.find(({ state }) => state === "held"),
    offered: seats.find(({ state }) => state === "offered"),
  }
}
