import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import type { Revision } from "@/lib/bookings/schema"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { sweep } from "@/lib/bookings/sweep"
import { db } from "@/lib/db"
import { changeNow, moveTo } from "../support/change"
import { at, berlin, by, done, kindsOf, logOf, monday, people, seatsOf, world } from "../support/world"

const organizer = (now: Date) => by("organizer", now)
const find = (id: string) => db.groupSession.findUniqueOrThrow({ where: { id } })

describe("editing", () => {
  const edit = (session: { id: string }, revision: number, change: Revision, now = monday) =>
    changeNow(session, { kind: "edit", ...change }, organizer(now), { revision })

  it("counts revisions, so that the slower of two editors overwrites nothing", async () => {
    const { januaryRound } = await world()
    expect(await edit(januaryRound, 1, { placeText: "Videokonferenz" })).toMatchObject({ status: "carried_out" })
    expect(await edit(januaryRound, 1, { placeText: "Etwas anderes" })).toEqual({
      ok: false,
      reason: "stale_revision",
    })
    expect(await find(januaryRound.id)).toMatchObject({ placeText: "Videokonferenz", revision: 2 })
  })

  it("refuses a minimum above the capacity, what has begun, what is unknown", async () => {
    const { januaryRound } = await world()
    expect(await edit(januaryRound, 1, { minimum: 9 })).toEqual({ ok: false, reason: "below_minimum" })
    expect(await edit(januaryRound, 1, { minimum: 9, capacity: 9 })).toMatchObject({ status: "carried_out" })
    expect(await edit(januaryRound, 2, { minimum: 2 }, januaryRound.startsAt)).toEqual({
      ok: false,
      reason: "session_closed",
    })
    expect(await edit({ id: randomUUID() }, 1, {})).toEqual({ ok: false, reason: "not_found" })
  })
})

describe("moving", () => {
  const move = (session: { id: string }, localStart: string, revision = 1, now = monday, timeZone?: string) =>
    changeNow(session, moveTo(localStart, timeZone), organizer(now), { revision })

  it("keeps everybody's seat and logs both dates", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(people.petra, januaryRound)
    done(await move(januaryRound, "2027-01-21T10:00"))
    expect(await seatsOf(booking)).toMatchObject([{ seat: "confirmed" }])
    expect(await find(januaryRound.id)).toMatchObject({
      startsAt: at("2027-01-21T10:00"),
      endsAt: at("2027-01-21T11:30"),
      slug: januaryRound.slug,
      revision: 2,
    })
    expect(await logOf({ sessionId: januaryRound.id })).toContainEqual({
      kind: "session.moved",
      detail: {
        before: { startsAt: "2027-01-14T09:00:00.000Z", endsAt: "2027-01-14T10:30:00.000Z", timeZone: berlin },
        after: { startsAt: "2027-01-21T09:00:00.000Z", endsAt: "2027-01-21T10:30:00.000Z", timeZone: berlin },
        changeId: expect.any(String) as string,
      },
    })
  })

  it("to another zone keeps the wall clock and moves the instant", async () => {
    const { januaryRound } = await world()
    await move(januaryRound, "2027-01-14T10:00", 1, monday, "America/New_York")
    expect((await find(januaryRound.id)).startsAt.toISOString()).toBe("2027-01-14T15:00:00.000Z")
  })

  it("to where it is has no effect, on any revision", async () => {
    const { januaryRound } = await world()
    expect(await move(januaryRound, "2027-01-14T10:00", 7)).toMatchObject({ status: "unchanged" })
    expect(await kindsOf(januaryRound.id)).not.toContain("session.moved")
  })

  it("brings an answer forward that would come after the new start", async () => {
    const { reviewedRound, book } = await world()
    const friday = at("2026-12-11T17:00")
    const booking = await book(people.petra, reviewedRound, { now: friday })
    done(await move(reviewedRound, "2026-12-13T10:00", 1, friday))
    expect(await db.seat.findFirst({ where: { bookingId: booking.bookingId } })).toMatchObject({
      decideAt: at("2026-12-13T10:00"),
    })
  })

  it("brings forward the answers to substitutes, and to moves out of it", async () => {
    const { januaryRound, reviewedRound, book, petra, jonas, karin } = await world()
    const [one, two] = [await book(petra, januaryRound), await book(karin, januaryRound)]
    const evening = by("participant", at("2026-12-11T18:00"))
    await substituteParticipant({ bookingId: one.bookingId, participant: jonas }, evening)
    await rebookSeat({ bookingId: two.bookingId, sessionId: reviewedRound.id }, evening)
    done(await move(januaryRound, "2026-12-12T10:00", 1, at("2026-12-11T19:00")))
    const saturday = at("2026-12-12T10:00")
    expect((await db.substitution.findFirstOrThrow({ where: { bookingId: one.bookingId } })).decideAt).toEqual(saturday)
    const asked = { bookingId: two.bookingId, state: "requested" } as const
    expect((await db.seat.findFirstOrThrow({ where: asked })).decideAt).toEqual(saturday)
  })

  it("leaves nothing to be answered when nobody looked until it was over", async () => {
    const { januaryRound, reviewedRound, book, petra, jonas, karin } = await world()
    const [one, two] = [await book(petra, januaryRound), await book(karin, januaryRound)]
    const before = by("participant", at("2027-01-14T09:00"))
    await substituteParticipant({ bookingId: one.bookingId, participant: jonas }, before)
    await rebookSeat({ bookingId: two.bookingId, sessionId: reviewedRound.id }, before)
    await sweep({ now: at("2027-01-15T09:00") })
    expect((await db.substitution.findFirstOrThrow({ where: { bookingId: one.bookingId } })).state).toBe("withdrawn")
    expect(await seatsOf(one)).toEqual([{ seat: "confirmed", sessionId: januaryRound.id }])
    // Who was there keeps the seat they had.
    expect(await seatsOf(two)).toEqual([
      { seat: "confirmed", sessionId: januaryRound.id },
      { seat: "released declined", sessionId: reviewedRound.id },
    ])
  })

  it("refuses the past, a time that never comes, an old revision, what has begun and what is unknown", async () => {
    const { januaryRound } = await world()
    expect(await move(januaryRound, "2026-12-07T09:00")).toEqual({ ok: false, reason: "in_the_past" })
    expect(await move(januaryRound, "2027-03-28T02:30")).toEqual({ ok: false, reason: "local_time" })
    expect(await move(januaryRound, "2027-01-21T10:00", 2)).toEqual({ ok: false, reason: "stale_revision" })
    expect(await move(januaryRound, "2027-01-21T10:00", 1, januaryRound.startsAt)).toEqual({
      ok: false,
      reason: "session_closed",
    })
    expect(await move({ id: randomUUID() }, "2027-01-21T10:00")).toEqual({ ok: false, reason: "not_found" })
  })
})
