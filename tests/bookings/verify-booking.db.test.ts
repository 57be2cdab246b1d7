import { afterEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { renewCode } from "@/lib/bookings/renew-code"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
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
      heldUntil: null,
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
