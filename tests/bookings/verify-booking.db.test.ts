import { afterEach, expect, it, describe } from "vitest"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { getHolderBooking } from "@/lib/bookings/queries"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { renewCode } from "@/lib/bookings/renew-code"
import { verifyToken } from "@/lib/bookings/policy"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { issueToken } from "@/lib/secrets"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { anke, at, by, code, logOf, minutesAfter, monday, people, seatsOf, world } from "../support/world"

const { petra, jonas } = people
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("the right code", () => {
  it("confirms at once in an instant format", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const outcome = await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })
    expect(outcome).toEqual({
      ok: true,
      bookingId: held.bookingId,
      status: "confirmed",
      decideAt: null,
      role: "participant",
      generation: 1,
    })
    expect(await seatsOf(held)).toEqual([{ seat: "confirmed", sessionId: januaryRound.id }])
  })

  it("requests in a reviewed format, answered at the next decision time", async () => {
    const { reviewedRound, hold } = await world()
    const held = await hold(petra, reviewedRound)
    const outcome = await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })
    expect(outcome).toMatchObject({ ok: true, status: "requested", decideAt: at("2026-12-07T16:00") })
  })

  it("gives the same answer again", async () => {
    const { reviewedRound, hold } = await world()
    const held = await hold(petra, reviewedRound)
    const first = await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })
    const again = await verifyBooking(
      { bookingId: held.bookingId, proof: code(held) },
      { now: minutesAfter(monday, 5) },
    )
    expect(again).toEqual(first)
    expect((await logOf(held)).filter(({ kind }) => kind === "seat.requested")).toHaveLength(1)
  })

  it("does not bring back a seat that was given back", async () => {
    const { januaryRound, book } = await world()
    const booked = await book(petra, januaryRound)
    await releaseSeat(booked, by("participant", monday))
    expect(await verifyBooking({ bookingId: booked.bookingId, proof: code(booked) }, { now: monday })).toEqual({
      ok: false,
      reason: "hold_expired",
    })
  })

  it("comes too late for a session that has begun", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound, { now: minutesAfter(januaryRound.startsAt, -1) })
    const outcome = await verifyBooking(
      { bookingId: held.bookingId, proof: code(held) },
      { now: januaryRound.startsAt },
    )
    expect(outcome).toEqual({ ok: false, reason: "session_closed" })
  })
})

describe("a hold that has run out", () => {
  const late = minutesAfter(monday, 31)

  it("takes a free seat again", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    await renewCode(held, { now: minutesAfter(monday, 29) })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held, 2) }, { now: late })).toMatchObject({
      ok: true,
      status: "confirmed",
    })
    expect((await seatsOf(held)).map(({ seat }) => seat)).toEqual(["released expired", "confirmed"])
  })

  it("is over when somebody else has the seat", async () => {
    const { session, formats, hold, book } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    const held = await hold(petra, small)
    await book(jonas, small, { now: minutesAfter(monday, 30) })
    await renewCode(held, { now: minutesAfter(monday, 29) })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held, 2) }, { now: late })).toEqual({
      ok: false,
      reason: "hold_expired",
    })
  })
})

describe("a wrong code", () => {
  it("has five tries, each counted, then not even the right one helps until there is a new one", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const wrong = { code: code(held).code === "000000" ? "000001" : "000000" }
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const outcome = await verifyBooking({ bookingId: held.bookingId, proof: wrong }, { now: monday })
      expect(outcome).toEqual({ ok: false, reason: "code_invalid", triesLeft })
    }
    const spent = await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })
    expect(spent).toEqual({ ok: false, reason: "too_many_tries" })
    await renewCode(held, { now: monday })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })).toMatchObject({
      reason: "code_invalid",
    })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held, 2) }, { now: monday })).toMatchObject({
      ok: true,
    })
  })

  it("counts guesses that come at once", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const wrong = { code: code(held).code === "000000" ? "000001" : "000000" }
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => verifyBooking({ bookingId: held.bookingId, proof: wrong }, { now: monday })),
    )
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "code_invalid")).toHaveLength(5)
  })

  it("is what an unknown booking answers", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000"
    expect(await verifyBooking({ bookingId: unknown, proof: { code: "123456" } }, { now: monday })).toEqual({
      ok: false,
      reason: "code_invalid",
    })
  })

  it("expires after ten minutes", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    expect(
      await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: minutesAfter(monday, 10) }),
    ).toEqual({ ok: false, reason: "code_expired" })
  })
})

describe("the link of the mail", () => {
  it("proves as the code does", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const token = await verifyToken(held.bookingId, "participant")
    expect(
      await verifyBooking({ bookingId: held.bookingId, proof: { token } }, { now: minutesAfter(monday, 20) }),
    ).toMatchObject({ ok: true })
  })

  it("is void after a new code, for another booking, for another purpose, and after a day", async () => {
    const { januaryRound, hold } = await world()
    const [held, other] = [await hold(petra, januaryRound), await hold(jonas, januaryRound)]
    const token = await verifyToken(held.bookingId, "participant")
    const verify = (proof: string, now = monday) =>
      verifyBooking({ bookingId: held.bookingId, proof: { token: proof } }, { now })
    expect(await verify(await verifyToken(other.bookingId, "participant"))).toEqual({
      ok: false,
      reason: "code_invalid",
    })
    expect(await verify(issueToken({ purpose: "hold", role: "participant", bookingId: held.bookingId }, 1))).toEqual({
      ok: false,
      reason: "code_invalid",
    })
    expect(await verify(token, minutesAfter(monday, 24 * 60))).toEqual({ ok: false, reason: "code_expired" })
    await renewCode(held, { now: monday })
    expect(await verify(token)).toEqual({ ok: false, reason: "code_invalid" })
  })
})

describe("who verifies", () => {
  it("says who they are: data of a person are brought up to date", async () => {
    const { januaryRound, februaryRound, book } = await world()
    await book(petra, januaryRound)
    await book({ ...petra, familyName: "Neuname", title: "Dr." }, februaryRound)
    expect(await db.participant.findUnique({ where: { email: petra.email } })).toMatchObject({
      familyName: "Neuname",
      title: "Dr.",
      emailVerifiedAt: monday,
    })
  })

  it("creates but never overwrites somebody they book for", async () => {
    const { januaryRound, februaryRound, book } = await world()
    const unknown = { ...petra, email: "ungesehen@muster-anlagenbau.example" }
    await book(unknown, januaryRound, { booker: anke })
    const created = await db.participant.findUniqueOrThrow({ where: { email: unknown.email } })
    expect(created).toMatchObject({ givenName: "Petra", emailVerifiedAt: null })
    await book({ ...unknown, givenName: "Jemand" }, februaryRound, { booker: anke })
    expect(await db.participant.findUniqueOrThrow({ where: { email: unknown.email } })).toEqual(created)
  })
})

describe("a second seat of the same person", () => {
  it("is told to themselves", async () => {
    const { januaryRound, book, hold } = await world()
    await book(petra, januaryRound)
    const second = await hold(petra, januaryRound)
    const verify = () => verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })
    expect(await verify()).toEqual({ ok: false, reason: "already_booked" })
    expect(await seatsOf(second)).toEqual([{ seat: "released duplicate", sessionId: januaryRound.id }])
    expect(await verify()).toEqual({ ok: false, reason: "already_booked" })
    expect((await logOf(second)).map(({ kind }) => kind)).toEqual(["seat.held", "booking.duplicate_refused"])
  })

  it("is told to the assistant who made the first", async () => {
    const { januaryRound, book, hold } = await world()
    await book(petra, januaryRound, { booker: anke })
    const second = await hold(petra, januaryRound, { booker: anke })
    expect(await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })).toEqual({
      ok: false,
      reason: "already_booked",
    })
  })

  it("is told to who has typed themselves as the booker too", async () => {
    const { januaryRound, book, hold } = await world()
    await book(petra, januaryRound)
    const second = await hold(petra, januaryRound, { booker: { name: "Petra Muster", email: petra.email } })
    expect(await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })).toEqual({
      ok: false,
      reason: "already_booked",
    })
  })

  it("is not told to anybody else who books for them", async () => {
    const { januaryRound, book, hold } = await world()
    await book(petra, januaryRound)
    const second = await hold(petra, januaryRound, {
      booker: { name: "Neu Gierig", email: "neugierig@anderswo.example" },
    })
    expect(await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })).toEqual({
      ok: false,
      reason: "not_available",
    })
    expect(await logOf(second)).toContainEqual({ kind: "booking.duplicate_refused", detail: { told: "not_available" } })
  })

  it("looks like any request to who books for them in a reviewed format, and is declined in time", async () => {
    const { reviewedRound, book, hold, answerAll } = await world()
    await book(petra, reviewedRound)
    const booker = { name: "Neu Gierig", email: "neugierig@anderswo.example" }
    /** All that who asks gets to see, without what is their own. */
    const asks = async (person: typeof petra) => {
      const booking = await hold(person, reviewedRound, { booker })
      const { bookingId, ...answer } = await verifyBooking(
        { bookingId: booking.bookingId, proof: code(booking) },
        { now: monday },
      ).then((outcome) => ({ bookingId: booking.bookingId, ...outcome }))
      const view = (await getHolderBooking({ bookingId, role: "booker", generation: 1 }, "de", monday))!
      // Who asks second finds one seat less.
      const {
        id: _,
        reference: __,
        participant: ___,
        session: { seatsFree: ____, ...session },
        ...seen
      } = view
      return { booking, answer, seen: { ...seen, session } }
    }
    const inVain = await asks(petra)
    const other = await asks(jonas)
    expect(inVain.answer).toEqual(other.answer)
    expect(inVain.answer).toMatchObject({ ok: true, status: "requested" })
    expect(inVain.seen).toEqual(other.seen)
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: inVain.booking.bookingId } })
    expect(await decideSeat({ seatId: seat.id, decision: "confirm" }, by("organizer", monday))).toEqual({
      ok: false,
      reason: "has_seat",
    })
    await answerAll()
    expect(await seatsOf(inVain.booking)).toEqual([{ seat: "released declined", sessionId: reviewedRound.id }])
    expect(await seatsOf(other.booking)).toEqual([{ seat: "confirmed", sessionId: reviewedRound.id }])
  })

  it("leaves nothing behind for who asked in vain and then moves elsewhere", async () => {
    const { reviewedRound, februaryRound, book, hold } = await world()
    await book(petra, reviewedRound)
    const second = await hold(petra, reviewedRound, { booker: anke })
    await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })
    const moved = await rebookSeat({ bookingId: second.bookingId, sessionId: februaryRound.id }, by("booker", monday))
    expect(moved).toMatchObject({ ok: true, status: "confirmed" })
    expect(await db.booking.findUnique({ where: { id: second.bookingId } })).toMatchObject({
      participantId: expect.any(String) as string,
    })
  })

  it("is taken after all when the first has been given back", async () => {
    const { januaryRound, book, hold } = await world()
    const first = await book(petra, januaryRound)
    const second = await hold(petra, januaryRound)
    await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })
    await releaseSeat(first, by("participant", monday))
    expect(await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })).toMatchObject({
      ok: true,
    })
  })
})

describe("a confirmation", () => {
  it("makes a session certain when the minimum is reached, and says when it is full", async () => {
    const { session, formats, book } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 3, minimum: 2 })
    const status = async () => (await db.groupSession.findUniqueOrThrow({ where: { id: small.id } })).status
    await book(petra, small)
    expect(await status()).toBe("published")
    await book(jonas, small)
    expect(await status()).toBe("guaranteed")
    await book(people.karin, small)
    const kinds = (await logOf({ sessionId: small.id })).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === "session.filled" || kind === "session.guaranteed").sort()).toEqual([
      "session.filled",
      "session.guaranteed",
    ])
  })
})
