import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { sweep } from "@/lib/bookings/sweep"
import { db } from "@/lib/db"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { before, trigger } from "../support/twin"
import { at, by, logOf, minutesAfter, monday, people, statesOf, world } from "../support/world"

const { petra, jonas, karin } = people
const organizer = by("organizer", monday, randomUUID())
const due = at("2026-12-07T16:00")
const seatOf = ({ bookingId }: { bookingId: string }) =>
  db.seat.findFirstOrThrow({ where: { bookingId }, orderBy: { createdAt: "desc" } })
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("an answer", () => {
  it("takes effect at its time and never earlier, however early the organizer decides", async () => {
    const { reviewedRound, book } = await world()
    const [kept, declined] = [await book(petra, reviewedRound), await book(jonas, reviewedRound)]
    await decideSeat({ seatId: (await seatOf(kept)).id, decision: "confirm" }, organizer)
    await decideSeat({ seatId: (await seatOf(declined)).id, decision: "decline" }, organizer)
    await carryOutDecisions({ now: new Date(due.getTime() - 1) })
    expect([await statesOf(kept), await statesOf(declined)]).toEqual([["requested"], ["requested"]])
    await carryOutDecisions({ now: due })
    expect([await statesOf(kept), await statesOf(declined)]).toEqual([["confirmed"], ["released declined"]])
  })

  it("is a yes when nobody has decided", async () => {
    const { reviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    expect(await carryOutDecisions({ now: due })).toBeGreaterThan(0)
    expect(await statesOf(booking)).toEqual(["confirmed"])
  })

  it("is given once", async () => {
    const { reviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    await Promise.all([carryOutDecisions({ now: due }), carryOutDecisions({ now: due }), sweep({ now: due })])
    expect((await logOf(booking)).filter(({ kind }) => kind === "seat.confirmed")).toHaveLength(1)
  })

  it("to a rebooking is a swap or leaves the old seat", async () => {
    const { januaryRound, reviewedRound, book } = await world()
    const bookings = [await book(petra, januaryRound), await book(jonas, januaryRound)] as const
    for (const booking of bookings)
      await rebookSeat({ ...booking, sessionId: reviewedRound.id }, by("participant", monday))
    await decideSeat({ seatId: (await seatOf(bookings[1])).id, decision: "decline" }, organizer)
    await carryOutDecisions({ now: due })
    expect(await statesOf(bookings[0])).toEqual(["released rebooked", "confirmed"])
    expect(await statesOf(bookings[1])).toEqual(["confirmed", "released declined"])
  })

  it("does not come to who has given the seat back", async () => {
    const { reviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    await releaseSeat(booking, by("participant", monday))
    await carryOutDecisions({ now: due })
    expect(await statesOf(booking)).toEqual(["released cancelled"])
  })

  it("comes to the others when one cannot be given", async () => {
    const { reviewedRound, book } = await world()
    const [first, second, third] = [
      await book(petra, reviewedRound),
      await book(jonas, reviewedRound),
      await book(karin, reviewedRound),
    ]
    const broken = await seatOf(second)
    const one = { when: `OLD.id = '${broken.id}'` }
    await ownDatabase().query(before("UPDATE", "seats", "RAISE 'broken'", one))
    await carryOutDecisions({ now: due })
    expect([await statesOf(first), await statesOf(second), await statesOf(third)]).toEqual([
      ["confirmed"],
      ["requested"],
      ["confirmed"],
    ])
    await ownDatabase().query(trigger("seats", "a_twin"))
    await carryOutDecisions({ now: minutesAfter(due, 1) })
    expect(await statesOf(second)).toEqual(["confirmed"])
  })
})

describe("a decision", () => {
  it("can be changed and taken back until its time, and is noted with who and when", async () => {
    const { reviewedRound, book } = await world()
    const { id: seatId } = await seatOf(await book(petra, reviewedRound))
    expect(await decideSeat({ seatId, decision: "decline" }, organizer)).toEqual({ ok: true, decideAt: due })
    expect(await db.seat.findUnique({ where: { id: seatId } })).toMatchObject({
      decision: "decline",
      decidedById: organizer.actor.id,
      decidedAt: monday,
    })
    await decideSeat({ seatId, decision: null }, organizer)
    expect(await db.seat.findUnique({ where: { id: seatId } })).toMatchObject({
      decision: null,
      decidedById: null,
      decidedAt: null,
    })
  })

  it("is refused when the answer is due, given, or nobody asks", async () => {
    const { reviewedRound, januaryRound, book } = await world()
    const { id: seatId } = await seatOf(await book(petra, reviewedRound))
    const { id: confirmed } = await seatOf(await book(jonas, januaryRound))
    const refused = { ok: false, reason: "already_decided" }
    expect(await decideSeat({ seatId, decision: "decline" }, { ...organizer, now: due })).toEqual(refused)
    expect(await decideSeat({ seatId: confirmed, decision: "decline" }, organizer)).toEqual(refused)
    expect(await decideSeat({ seatId: randomUUID(), decision: "decline" }, organizer)).toEqual({
      ok: false,
      reason: "not_found",
    })
  })
})
