import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { expect } from "vitest"
import type { By } from "@/lib/activity"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { decideSeat, decideSubstitution } from "@/lib/bookings/decide-seat"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { planChange } from "@/lib/bookings/plan-change"
import { verifyToken } from "@/lib/bookings/policy"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseByOrganizer } from "@/lib/bookings/release-by-organizer"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { renewCode } from "@/lib/bookings/renew-code"
import type { SessionChange } from "@/lib/bookings/schema"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { sweep } from "@/lib/bookings/sweep"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { withdrawChange } from "@/lib/bookings/withdraw-change"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { db } from "@/lib/db"
import { refuse } from "@/lib/errors"
import { deriveCode } from "@/lib/secrets"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { localTimeOf } from "@/lib/time-zone"
import { cancel, changeNow, moveTo, resize } from "../support/change"
import { wishFor } from "../support/sessions"
import { waitlistVerbs } from "./waitlist-commands"
import { billed } from "../support/world"
import { activeSeatOf, type Answer, type Ask, nth, type World } from "./world"

export type VerbName = keyof typeof verbs

/** Small numbers that choose: which session, whose booking, whom, how many. */
export type Command = { verb: VerbName; session: number; booking: number; person: number; amount: number }

type Verb = (world: World, command: Command, by: By) => Promise<Answer | undefined>

/**
 * Does a command as somebody of its own, so that the log tells whose change is whose, and counts each yes. Undefined:
 * nothing to do it to.
 */
export async function carryOut(world: World, command: Command, actorId: string): Promise<Answer | undefined> {
  const { verb } = command
  const answer = await verbs[verb](world, command, { actor: { kind: "participant", id: actorId }, now: world.now })
  if (answer?.ok) world.yes.set(verb, (world.yes.get(verb) ?? 0) + 1)
  return answer
}

const verbs = {
  hold: async (world, { session, person, amount }) => {
    const input = wishFor(nth(world.sessions, session)!, nth(world.people, person)!)
    if (amount === 1) input.booker = { name: "Assistenz", email: nth(world.people, person + 1)!.email }
    const otherSession = nth(world.sessions, session + 1)!
    const answer = await asked(world, (requestId, other) =>
      holdSeat({ ...input, requestId, sessionId: other ? otherSession : input.sessionId }, world.now),
    )
    if (answer.ok) world.bookings.push((answer as unknown as { bookingId: string }).bookingId)
    return answer
  },
  verify: async (world, { booking, amount }) => {
    const found = await db.booking.findUnique({ where: { id: recent(world, booking) ?? randomUUID() } })
    if (!found) return
    const role = found.bookerEmail ? "booker" : "participant"
    const proof =
      amount === 1
        ? { token: await verifyToken(found.id, role) }
        : { code: deriveCode("booking", found.id, found.codeGeneration + (amount === 3 ? 1 : 0)) }
    return verifyBooking({ bookingId: found.id, proof }, { now: world.now })
  },
  rebook: async (world, { booking, session }, by) => {
    const bookingId = recent(world, booking)
    if (!bookingId) return
    return asked(world, (requestId, other) =>
      rebookSeat(
        { requestId, bookingId, sessionId: nth(world.sessions, other ? session + 1 : session)!, billing: billed },
        by,
      ),
    )
  },
  release: async (world, { booking }, by) => {
    const bookingId = recent(world, booking)
    return bookingId ? releaseSeat({ bookingId }, by) : undefined
  },
  substitute: async (world, { booking, person, amount }, by) => {
    // The older ones are sooner confirmed.
    const bookingId = amount % 2 ? recent(world, booking) : nth(world.bookings, booking)
    if (!bookingId) return
    return asked(world, (requestId, other) =>
      substituteParticipant({ requestId, bookingId, participant: nth(world.people, other ? person + 1 : person)! }, by),
    )
  },
  withdraw: async (world, { booking, amount }, by) => {
    const bookingId = amount ? await waiting(world, booking) : recent(world, booking)
    const answer = bookingId ? await withdrawRequest({ bookingId }, by) : undefined
    return answer?.ok && !answer.withdrawn ? undefined : answer
  },
  decide: async (world, { booking, amount }, by) => {
    const requested = await db.seat.findMany({ where: { bookingId: { in: world.bookings }, state: "requested" } })
    const seatId = nth(requested, booking)?.id ?? (await activeSeatOf(recent(world, booking) ?? randomUUID()))
    return seatId
      ? decideSeat({ seatId, decision: (["confirm", "decline", "decline", null] as const)[amount]! }, by)
      : undefined
  },
  decideSubstitution: async (world, { booking, amount }, by) => {
    const bookingId = await waiting(world, booking)
    const open = bookingId && (await db.substitution.findFirst({ where: { bookingId, state: "requested" } }))
    return open
      ? decideSubstitution({ substitutionId: open.id, decision: amount % 2 ? "confirm" : "decline" }, by)
      : undefined
  },
  addByHand: async (world, { session, person }, by) => {
    const sessionId = nth(world.sessions, session)!
    const answer = await asked(world, (requestId, other) =>
      addByHand(
        { requestId, sessionId, participant: nth(world.people, other ? person + 1 : person)!, locale: "de" },
        by,
      ),
    )
    if (answer.ok) world.bookings.push((answer as unknown as { bookingId: string }).bookingId)
    return answer
  },
  releaseByOrganizer: async (world, { booking }, by) => {
    const seatId = await activeSeatOf(recent(world, booking) ?? randomUUID())
    return seatId ? releaseByOrganizer({ seatId }, by) : undefined
  },
  changeCapacity: (world, { session, amount }, by) =>
    changeNow({ id: nth(world.sessions, session)! }, resize(amount + 1), by),
  create: async (world, { session, amount }, by) => {
    const { formatId, language, startsAt, timeZone } = await sessionRow(world, session)
    const localStart = localTimeOf(new Date(startsAt.getTime() + (amount + 5) * 86_400_000), timeZone)
    const fields = { formatId, language, timeZone, placeText: null, hostId: null, capacity: amount + 1 }
    const answer = await asked(world, (requestId, other) =>
      createGroupSession({ requestId, ...fields, minimum: other ? 0 : 1, localStart }, by),
    )
    if (answer.ok) world.drafts.push((answer as unknown as { sessionId: string }).sessionId)
    return answer
  },
  publish: async (world, { booking }, by) => {
    const sessionId = nth(world.drafts, booking)
    if (!sessionId) return
    const answer = await publishGroupSession({ sessionId }, by)
    if (answer.ok && !world.sessions.includes(sessionId)) world.sessions.push(sessionId)
    return answer
  },
  guarantee: (world, { session }, by) => guaranteeGroupSession({ sessionId: nth(world.sessions, session)! }, by),
  edit: async (world, { session, amount }, by) => {
    return changeNow(await sessionRow(world, session), { kind: "edit", minimum: amount + 1 }, by)
  },
  move: async (world, { session, amount }, by) => {
    const row = await sessionRow(world, session)
    const localStart = localTimeOf(new Date(row.startsAt.getTime() + (amount - 1) * 3_600_000), row.timeZone)
    return changeNow(row, moveTo(localStart, row.timeZone), by)
  },
  cancel: async (world, { session, amount }, by) => {
    // A story without sessions tells little.
    if (amount !== 3) return
    return changeNow({ id: nth(world.sessions, session)! }, cancel, by)
  },
  plan: async (world, { session, amount, person }, by) => {
    const row = await sessionRow(world, session)
    const { id: sessionId, revision, startsAt, timeZone, language, placeText, hostId } = row
    const localStart = localTimeOf(new Date(startsAt.getTime() + 3_600_000), timeZone)
    const changes: SessionChange[] = [
      { kind: "move", localStart, timeZone },
      { kind: "capacity", capacity: person + 1 },
      { kind: "edit", language, placeText, hostId, minimum: person + 1 },
      { kind: "cancel" },
    ]
    const change = changes[amount]!
    // A story without sessions tells little.
    if (change.kind === "cancel" && person !== 0) return
    return planChange({ sessionId, revision, change, message: "Ein Satz.", confirmed: true }, by)
  },
  withdrawPlan: async (world, { session }, by) => {
    const changeId = (await planIn([nth(world.sessions, session)!])) ?? (await planIn(world.sessions))
    return changeId ? withdrawChange({ changeId }, by) : undefined
  },
  carryOutPlan: async (world, { session }, by) => {
    const changeId = (await planIn([nth(world.sessions, session)!])) ?? (await planIn(world.sessions))
    return changeId ? carryOutChange({ changeId }, by) : undefined
  },
  ...waitlistVerbs(asked),
  renewCode: async (world, { booking }, by) => {
    const bookingId = recent(world, booking)
    return bookingId ? renewCode({ bookingId }, by) : undefined
  },
  sweep: async (world) => {
    await sweep({ now: world.now })
    return undefined
  },
  repeat: async (world, { booking, amount }) => {
    const earlier = nth(world.asked, booking)
    if (!earlier) return
    const other = amount === 3
    expect(await earlier.ask(other), "a repeated request").toEqual(other ? refuse("request_id_reused") : earlier.answer)
    return undefined
  },
} satisfies Record<string, Verb>

const planIn = async (sessions: string[]): Promise<string | undefined> =>
  (await db.plannedChange.findFirst({ where: { groupSessionId: { in: sessions }, state: "planned" } }))?.id

/** One of the last bookings: that is where commands meet. */
const recent = ({ bookings }: World, index: number): string | undefined => nth(bookings.slice(-4), index)

/** One of the bookings for which a substitute is asked. */
async function waiting({ bookings }: World, index: number): Promise<string | undefined> {
  const open = await db.substitution.findMany({ where: { bookingId: { in: bookings }, state: "requested" } })
  return nth(open, index)?.bookingId
}

const sessionRow = ({ sessions }: World, index: number) =>
  db.groupSession.findUniqueOrThrow({ where: { id: nth(sessions, index)! } })

/** Asks twice at once with one request id, as a double click does, and remembers a yes. */
async function asked(world: World, ask: Ask): Promise<Answer> {
  const requestId = randomUUID()
  const [first, second] = await Promise.all([ask(requestId, false), ask(requestId, false)])
  if (first.ok && second.ok) expect(second, "a double click").toEqual(first)
  const answer = first.ok ? first : second
  if (answer.ok) world.asked.push({ answer, ask: (other) => ask(requestId, other) })
  return answer
}

const often = ["hold", "hold", "verify", "verify", "verify", "rebook", "rebook", "substitute", "release"] as const
/** What comes after them, and seldom has something to do. */
const late = [
  "join",
  "join",
  "joinVerified",
  "joinVerified",
  "waitFor",
  "accept",
  "accept",
  "substitute",
  "substitute",
  "withdraw",
  "decideSubstitution",
  "decideSubstitution",
] as const
const usual: VerbName[] = [...(Object.keys(verbs) as VerbName[]), ...often, ...late]

/** The verbs that answer yes and no: all of them, or those that a short search has to have seen succeed. */
export const answering = (all: boolean): VerbName[] =>
  all
    ? (Object.keys(verbs) as VerbName[]).filter((verb) => !["sweep", "repeat", "passOn"].includes(verb))
    : [...new Set(often)]

/** What has to have happened before some verbs can say yes. */
const after: Partial<Record<VerbName, VerbName[]>> = {
  joinVerified: ["join"],
  accept: ["join", "joinVerified", "waitFor"],
  declineOffer: ["join", "joinVerified", "waitFor"],
  leave: ["join"],
  pin: ["join"],
  publish: ["create"],
  withdraw: ["verify", "substitute"],
  decideSubstitution: ["verify", "substitute"],
  withdrawPlan: ["plan"],
  carryOutPlan: ["plan"],
}

/** All verbs, and half of the time some of them and what leads there. */
export const favouring = (some: VerbName[]): VerbName[] => {
  const leading = some.flatMap((verb) => [...(after[verb] ?? []), verb])
  return [...usual, ...usual.flatMap((_, index) => leading[index % leading.length] ?? [])]
}

/** Any command of some verbs. */
export const anyCommand = (among: VerbName[]): fc.Arbitrary<Command> =>
  fc.record({
    verb: fc.constantFrom(...among),
    // The fifth is one that a story has made itself.
    session: fc.nat({ max: 4 }),
    booking: fc.nat({ max: 3 }),
    person: fc.nat({ max: 3 }),
    amount: fc.nat({ max: 3 }),
  })
