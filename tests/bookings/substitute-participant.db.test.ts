import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import type { Actor } from "@/lib/activity"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { decideSeat, decideSubstitution } from "@/lib/bookings/decide-seat"
import { actorOf, holderOf, manageToken, verifyToken } from "@/lib/bookings/policy"
import { getHolderBooking } from "@/lib/bookings/queries"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import type { ParticipantInput } from "@/lib/people/schema"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { db } from "@/lib/db"
import { calendarFor } from "@/lib/notifications/calendar-for"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase, type Without } from "../support/database"
import { generationsStay } from "../support/twin"
import { anke, asParticipant, at, by, code, done, logOf, monday, people, seatsOf, world } from "../support/world"

const { petra, paula, jonas, karin } = people
const petraNow = by("participant", monday)
const organizerNow = by("organizer", monday, randomUUID())
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

const substitute = (
  { bookingId }: { bookingId: string },
  participant: ParticipantInput,
  requestId: string = randomUUID(),
) => substituteParticipant({ requestId, bookingId, participant }, petraNow)
const answerSubstitutions = () => carryOutDecisions({ now: at("2026-12-07T16:00") })
const stateOfSubstitution = async ({ bookingId }: { bookingId: string }) =>
  (await db.substitution.findFirstOrThrow({ where: { bookingId }, orderBy: { createdAt: "desc" } })).state

describe("a colleague", () => {
  it("takes the seat at once, in the same booking", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    expect(await substitute(booking, paula)).toEqual({ ok: true, status: "confirmed", decideAt: null })
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["released substituted", "confirmed"])
    const now = await db.booking.findUniqueOrThrow({ where: { id: booking.bookingId }, include: { participant: true } })
    expect(now).toMatchObject({
      givenName: "Paula",
      email: paula.email,
      reference: booking.reference,
      participant: { email: paula.email, emailVerifiedAt: null },
    })
  })

  it("voids the links and the code of the person before, not the assistant's", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound, { booker: anke })
    const before = await manageToken(booking.bookingId, "participant")
    const mailed = await verifyToken(booking.bookingId, "participant")
    const assistant = await manageToken(booking.bookingId, "booker")
    await substitute(booking, paula)
    expect(await holderOf(before)).toBeNull()
    expect(await holderOf(mailed)).toBeNull()
    expect(await holderOf(assistant)).toMatchObject({ role: "booker" })
    expect(await holderOf(await manageToken(booking.bookingId, "participant"))).toMatchObject({ role: "participant" })
  })

  describe("leaves nothing to who has waited for the lock with a link that was good a moment before", () => {
    /** Every way to change a booking, by Petra's link, after Paula has the seat. */
    async function tries(asPetra: Actor) {
      const { januaryRound, februaryRound, book } = await world()
      const booking = await book(petra, januaryRound)
      await substitute(booking, paula)
      const [about, petraNow] = [{ bookingId: booking.bookingId }, { actor: asPetra, now: monday }]
      const answers = [
        await withdrawRequest(about, petraNow),
        await rebookSeat({ ...about, sessionId: februaryRound.id }, petraNow),
        await substituteParticipant({ ...about, participant: people.karin }, petraNow),
        await releaseSeat(about, petraNow),
      ]
      return { answers, seat: (await seatsOf(booking)).at(-1), januaryRound }
    }

    it("of a generation that has passed", async () => {
      const { answers, seat, januaryRound } = await tries(actorOf({ role: "participant", generation: 1 }))
      expect(answers).toEqual(answers.map(() => ({ ok: false, reason: "not_found" })))
      expect(seat).toEqual({ seat: "confirmed", sessionId: januaryRound.id })
    })

    it("twin: without the generation Petra gives back Paula's seat", async () => {
      const { seat } = await tries({ kind: "participant" })
      expect(seat?.seat).toBe("released cancelled")
    })
  })

  describe("gives nothing of the next person to the one before", () => {
    /** Petra has proved the code, then Paula has the seat: what is seen with Petra's proof. */
    async function seenByPetra({ without }: Without = {}) {
      await renewOwnDatabase({ without })
      const { januaryRound, hold } = await world()
      const booking = await hold(petra, januaryRound)
      const proof = { bookingId: booking.bookingId, proof: code(booking) }
      const verified = done(await verifyBooking(proof, { now: monday }))
      await substitute(booking, paula)
      return {
        booking,
        token: await holderOf(await manageToken(booking.bookingId, verified.role, verified.generation)),
        verifiedAgain: (await verifyBooking(proof, { now: monday })).ok,
        page: await getHolderBooking(asParticipant(booking), "de", monday),
        entry: await calendarFor(asParticipant(booking), "de"),
      }
    }

    it("neither by the code that was proved nor by a link that was looked at", async () => {
      const { booking, ...seen } = await seenByPetra()
      expect(seen).toEqual({ token: null, verifiedAgain: false, page: null, entry: null })
      expect(await getHolderBooking({ ...asParticipant(booking), generation: 2 }, "de", monday)).toMatchObject({
        participant: { email: paula.email },
      })
    })

    it("twin: where the generation stays Petra sees Paula's booking", async () => {
      const { token, page, entry } = await seenByPetra({ without: generationsStay })
      expect(page).toMatchObject({ participant: { email: paula.email } })
      expect([token, entry]).not.toContain(null)
    })
  })

  it("takes a request as a request with the same time", async () => {
    const { reviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    expect(await substitute(booking, paula)).toEqual({
      ok: true,
      status: "requested",
      decideAt: at("2026-12-07T16:00"),
    })
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["released substituted", "requested"])
  })

  it("is no way around the organizer's no", async () => {
    const { reviewedRound, book, answerAll } = await world()
    const booking = await book(petra, reviewedRound)
    const { id: seatId } = await db.seat.findFirstOrThrow({ where: { bookingId: booking.bookingId } })
    await decideSeat({ seatId, decision: "decline" }, organizerNow)
    expect(await substitute(booking, paula)).toMatchObject({ ok: true, status: "requested" })
    const [, next] = await db.seat.findMany({ where: { bookingId: booking.bookingId }, orderBy: { createdAt: "asc" } })
    expect(next).toMatchObject({ decision: "decline", decidedById: organizerNow.actor.id })
    await answerAll()
    expect((await seatsOf(booking)).at(-1)).toEqual({ seat: "released declined", sessionId: reviewedRound.id })
  })

  it("who is named in place of somebody who was asked for in vain is a request like any", async () => {
    const { reviewedRound, book, hold, answerAll } = await world()
    await book(petra, reviewedRound)
    const second = await hold(petra, reviewedRound, { booker: anke })
    await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })
    const named = { requestId: randomUUID(), bookingId: second.bookingId, participant: paula }
    expect(await substituteParticipant(named, by("booker", monday))).toMatchObject({ ok: true, status: "requested" })
    await answerAll()
    expect((await seatsOf(second)).at(-1)).toEqual({ seat: "confirmed", sessionId: reviewedRound.id })
  })

  it("in a full session is no problem", async () => {
    const { session, formats, book } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    expect(await substitute(await book(petra, small), paula)).toMatchObject({ status: "confirmed" })
  })

  it("named twice changes nothing the second time", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await substitute(booking, paula)
    expect(await substitute(booking, paula)).toEqual({ ok: true, status: "confirmed", decideAt: null })
    expect(await seatsOf(booking)).toHaveLength(2)
  })
})

describe("somebody from another company", () => {
  it("is a request without a seat, and has it when it is answered", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    expect(await substitute(booking, jonas)).toEqual({
      ok: true,
      status: "requested",
      decideAt: at("2026-12-07T16:00"),
    })
    expect(await seatsOf(booking)).toHaveLength(1)
    await answerSubstitutions()
    expect(await stateOfSubstitution(booking)).toBe("accepted")
    expect(await db.booking.findUnique({ where: { id: booking.bookingId } })).toMatchObject({ email: jonas.email })
  })

  it("does not get it when the organizer declines, and nobody hears before the time", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await substitute(booking, jonas)
    const { id: substitutionId } = await db.substitution.findFirstOrThrow({ where: { bookingId: booking.bookingId } })
    expect(await decideSubstitution({ substitutionId, decision: "decline" }, organizerNow)).toMatchObject({ ok: true })
    expect(await stateOfSubstitution(booking)).toBe("requested")
    await answerSubstitutions()
    expect(await stateOfSubstitution(booking)).toBe("declined")
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["confirmed"])
    expect(await decideSubstitution({ substitutionId, decision: "confirm" }, organizerNow)).toEqual({
      ok: false,
      reason: "already_decided",
    })
  })

  it("does not get it when they have come to be there themselves", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await substitute(booking, jonas)
    await book(jonas, januaryRound)
    await answerSubstitutions()
    expect(await stateOfSubstitution(booking)).toBe("declined")
  })

  it("can be replaced by a third while it waits", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    const first = await substitute(booking, jonas)
    expect(await substitute(booking, jonas)).toEqual(first)
    await substitute(booking, karin)
    const states = await db.substitution.findMany({
      where: { bookingId: booking.bookingId },
      orderBy: { createdAt: "asc" },
    })
    expect(states.map(({ email, state }) => [email, state]).sort()).toEqual(
      [
        [jonas.email, "withdrawn"],
        [karin.email, "requested"],
      ].sort(),
    )
  })
})

describe("somebody from outside who is there already", () => {
  it("is asked for like anybody else, and declined when the answer is due", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await book(jonas, januaryRound)
    const elsewhere = await substitute(await book(paula, januaryRound), karin)
    expect(await substitute(booking, jonas)).toEqual(elsewhere)
    await answerSubstitutions()
    expect(await stateOfSubstitution(booking)).toBe("declined")
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["confirmed"])
  })
})

describe("refuses", () => {
  it("a colleague who is there already, without saying so", async () => {
    const { januaryRound, book } = await world()
    await book(paula, januaryRound)
    const booking = await book(petra, januaryRound)
    expect(await substitute(booking, paula)).toEqual({ ok: false, reason: "not_available" })
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["confirmed"])
  })

  it("an outsider before the seat is confirmed, anybody while a rebooking waits", async () => {
    const { reviewedRound, januaryRound, book } = await world()
    expect(await substitute(await book(petra, reviewedRound), jonas)).toEqual({ ok: false, reason: "not_confirmed" })
    const booking = await book(karin, januaryRound)
    await rebookSeat({ ...booking, sessionId: reviewedRound.id }, petraNow)
    expect(await substitute(booking, paula)).toEqual({ ok: false, reason: "pending_change" })
  })

  it("what is gone or has begun", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    expect(await substitute({ bookingId: randomUUID() }, paula)).toEqual({ ok: false, reason: "not_found" })
    const late = await substituteParticipant(
      { ...booking, participant: paula },
      by("participant", januaryRound.startsAt),
    )
    expect(late).toEqual({ ok: false, reason: "session_closed" })
  })

  it("a request id that was used for somebody else", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    const requestId = randomUUID()
    const first = await substitute(booking, paula, requestId)
    expect(await substitute(booking, paula, requestId)).toEqual(first)
    expect(await substitute(booking, jonas, requestId)).toEqual({ ok: false, reason: "request_id_reused" })
  })
})

it("writes no name and no address into the log", async () => {
  const { januaryRound, book } = await world()
  const booking = await book(petra, januaryRound)
  await substitute(booking, jonas)
  await substitute(booking, paula)
  expect(JSON.stringify(await logOf(booking))).not.toMatch(/petra|paula|jonas|muster|@/i)
})
