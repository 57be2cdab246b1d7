import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { sweep } from "@/lib/bookings/sweep"
import { db } from "@/lib/db"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow, resize } from "../support/change"
import { ownDatabase } from "../support/database"
import { at, by, done, logOf, minutesAfter, monday, people, statesOf, type WorldSession, world } from "../support/world"

const { petra, jonas, karin } = people
const organizer = by("organizer", monday)
const sessionOf = ({ id }: WorldSession) => db.groupSession.findUniqueOrThrow({ where: { id } })
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("adding by hand", () => {
  const add = ({ id: sessionId }: { id: string }, participant = petra, requestId: string = randomUUID()) =>
    addByHand({ requestId, sessionId, participant, locale: "de" }, organizer)

  it("confirms at once, also in a reviewed format, and never overwrites a person", async () => {
    const { reviewedRound, januaryRound, book } = await world()
    await book(petra, januaryRound)
    const outcome = await add(reviewedRound, { ...petra, familyName: "Falsch" })
    expect(outcome).toMatchObject({ ok: true })
    expect(await statesOf(outcome as unknown as { bookingId: string })).toEqual(["confirmed"])
    expect(await db.participant.findUnique({ where: { email: petra.email } })).toMatchObject({ familyName: "Muster" })
  })

  it("is one request when repeated", async () => {
    const { reviewedRound } = await world()
    const requestId = randomUUID()
    const [first, second] = await Promise.all([
      add(reviewedRound, petra, requestId),
      add(reviewedRound, petra, requestId),
    ])
    expect(second).toEqual(first)
    expect(await add(reviewedRound, jonas, requestId)).toEqual({ ok: false, reason: "request_id_reused" })
  })

  it("is refused when full, closed, unknown or already there", async () => {
    const { session, formats, januaryRound, book } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    const draft = await session(formats.instant, "2027-03-05T10:00", { draft: true })
    await book(petra, small)
    expect(await add(small, jonas)).toEqual({ ok: false, reason: "session_full" })
    expect(await add(small, petra)).toEqual({ ok: false, reason: "already_booked" })
    expect(await add(draft)).toEqual({ ok: false, reason: "session_closed" })
    expect(await add({ id: randomUUID() })).toEqual({ ok: false, reason: "not_found" })
    expect(
      await addByHand(
        { requestId: randomUUID(), sessionId: januaryRound.id, participant: petra, locale: "de" },
        { ...organizer, now: januaryRound.startsAt },
      ),
    ).toEqual({ ok: false, reason: "session_closed" })
  })
})

describe("the capacity", () => {
  it("rises and falls to what is taken, not below", async () => {
    const { januaryRound, book, hold } = await world()
    await book(petra, januaryRound)
    await book(jonas, januaryRound)
    await hold(karin, januaryRound)
    const change = (capacity: number, now = monday) => changeNow(januaryRound, resize(capacity), { ...organizer, now })
    expect(await change(12)).toMatchObject({ ok: true })
    expect(await change(2)).toEqual({ ok: false, reason: "below_taken", taken: 3 })
    expect(await change(3)).toMatchObject({ ok: true })
    expect(await change(2, minutesAfter(monday, 31))).toMatchObject({ ok: true })
    expect(await change(1)).toEqual({ ok: false, reason: "below_taken", taken: 2 })
    expect(await change(2)).toMatchObject({ ok: true })
    const log = await logOf({ sessionId: januaryRound.id })
    expect(log.filter(({ kind }) => kind === "session.capacity_changed").map(({ detail }) => detail)).toEqual([
      { before: 8, after: 12 },
      { before: 12, after: 3 },
      { before: 3, after: 2 },
    ])
  })

  it("takes a higher minimum down with it", async () => {
    const { session, formats } = await world()
    const round = await session(formats.instant, "2027-03-04T10:00", { minimum: 4 })
    done(await changeNow(round, resize(3), organizer))
    expect(await sessionOf(round)).toMatchObject({ capacity: 3, minimum: 3 })
    const log = await logOf({ sessionId: round.id })
    expect(log.find(({ kind }) => kind === "session.capacity_changed")?.detail).toEqual({
      before: { capacity: 8, minimum: 4 },
      after: { capacity: 3, minimum: 3 },
    })
  })

  it("of what is over stays", async () => {
    const { januaryRound } = await world()
    const late = { ...organizer, now: januaryRound.startsAt }
    expect(await changeNow(januaryRound, resize(3), late)).toEqual({ ok: false, reason: "session_closed" })
    expect(await changeNow({ id: randomUUID() }, resize(3), organizer)).toEqual({ ok: false, reason: "not_found" })
  })
})

describe("calling a session off", () => {
  const message = "Ich bin verhindert."
  const callOff = (session: { id: string }, revision?: number, now = monday) =>
    changeNow(session, cancel, { ...organizer, now }, { revision, message })

  it("releases every seat and tells each person once", async () => {
    const { reviewedRound, book, hold, answerAll } = await world()
    const confirmed = await book(petra, reviewedRound)
    await answerAll()
    const [requested, held] = [await book(jonas, reviewedRound), await hold(karin, reviewedRound)]
    expect(await callOff(reviewedRound)).toMatchObject({ ok: true })
    for (const booking of [confirmed, requested, held]) {
      expect((await statesOf(booking)).at(-1)).toBe("released session_cancelled")
      expect((await logOf(booking)).filter(({ kind }) => kind === "seat.released")).toHaveLength(1)
    }
    expect(await sessionOf(reviewedRound)).toMatchObject({
      status: "cancelled",
      seatsTaken: 0,
      cancelMessage: "Ich bin verhindert.",
      cancelledAt: monday,
    })
    expect(await callOff(reviewedRound)).toMatchObject({ status: "unchanged" })
  })

  it("leaves a rebooking from here as a request, and the old seat of one to here", async () => {
    const { januaryRound, reviewedRound, laterReviewedRound, book, answerAll } = await world()
    const [from, to] = [await book(petra, januaryRound), await book(jonas, laterReviewedRound)]
    await answerAll()
    await rebookSeat({ ...from, sessionId: reviewedRound.id }, by("participant", monday))
    await rebookSeat({ ...to, sessionId: reviewedRound.id }, by("participant", monday))
    await callOff(januaryRound)
    expect(await statesOf(from)).toEqual(["released session_cancelled", "requested"])
    await callOff(reviewedRound)
    expect(await statesOf(from)).toEqual(["released session_cancelled", "released session_cancelled"])
    expect(await statesOf(to)).toEqual(["confirmed", "released session_cancelled"])
  })

  it("is refused for a draft, what has begun, what is unknown, and on an old revision", async () => {
    const { session, formats, januaryRound } = await world()
    const draft = await session(formats.instant, "2027-03-05T10:00", { draft: true })
    expect(await callOff(draft)).toEqual({ ok: false, reason: "session_closed" })
    expect(await callOff(januaryRound, 1, januaryRound.startsAt)).toEqual({ ok: false, reason: "session_closed" })
    expect(await callOff({ id: randomUUID() })).toEqual({ ok: false, reason: "not_found" })
    await changeNow(januaryRound, resize(9), organizer)
    expect(await callOff(januaryRound, 1)).toEqual({ ok: false, reason: "stale_revision" })
  })
})

describe("a session that is over", () => {
  it("keeps its confirmed seats as the record and lets the others go", async () => {
    const { reviewedRound, book, hold, answerAll } = await world()
    const confirmed = await book(petra, reviewedRound)
    await answerAll()
    const late = minutesAfter(reviewedRound.startsAt, -5)
    const [requested, held] = [
      await book(jonas, reviewedRound, { now: late }),
      await hold(karin, reviewedRound, { now: late }),
    ]
    const end = at("2027-01-26T10:00")
    await finishSessions({ now: new Date(end.getTime() - 1) })
    expect(await sessionOf(reviewedRound)).toMatchObject({ status: "guaranteed" })
    expect(await finishSessions({ now: end })).toBeGreaterThan(0)
    expect([await statesOf(confirmed), await statesOf(requested), await statesOf(held)]).toEqual([
      ["confirmed"],
      ["released session_finished"],
      ["released session_finished"],
    ])
    expect(await sessionOf(reviewedRound)).toMatchObject({ status: "finished", seatsTaken: 1, finishedAt: end })
  })

  it("is closed once by sweeps at the same time", async () => {
    const { januaryRound } = await world()
    const end = at("2027-01-14T11:30")
    await Promise.all([sweep({ now: end }), sweep({ now: end })])
    expect(
      (await logOf({ sessionId: januaryRound.id })).filter(({ kind }) => kind === "session.finished"),
    ).toHaveLength(1)
  })
})
