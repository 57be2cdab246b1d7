import { beforeEach, describe, expect, it } from "vitest"
import { planChange } from "@/lib/bookings/plan-change"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { cancel, changeNow, resize } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { everyLock, pause, uniqueIndex } from "../support/twin"
import { by, done, monday, people, statesOf, world } from "../support/world"

const { petra, jonas, karin, thomas } = people
const organizer = by("organizer", monday)
const participant = by("participant", monday)

describe("who was called off", () => {
  it("takes another date with the same booking, at the price that is asked there and without a fee", async () => {
    const w = await world()
    const seat = await w.book(petra, w.pricedRound, { booker: w.anke })
    done(await changeNow(w.pricedRound, cancel, organizer))
    expect(await rebookSeat({ ...seat, sessionId: w.reviewedRound.id }, participant)).toMatchObject({
      status: "requested",
    })
    // It is a request now, and can be moved like one.
    expect(await rebookSeat({ ...seat, sessionId: w.januaryRound.id }, participant)).toMatchObject({
      status: "confirmed",
    })
    expect(await statesOf(seat)).toEqual(["released session_cancelled", "released rebooked", "confirmed"])
    expect(await db.booking.findUniqueOrThrow({ where: { id: seat.bookingId } })).toMatchObject({
      priceNetCents: null,
    })
    const taken = await db.activity.findFirstOrThrow({ where: { bookingId: seat.bookingId, kind: "seat.requested" } })
    expect(taken.detail).toMatchObject({ before: "released", fee: { netCents: 0 }, fromSessionId: w.pricedRound.id })
  })

  it("finds it full, closed or paused like anybody, and has to have been there", async () => {
    const w = await world()
    const small = await w.session(w.formats.instant, "2027-03-04T10:00", { capacity: 1 })
    const [seat, held] = [await w.book(petra, w.januaryRound), await w.hold(thomas, w.januaryRound)]
    const given = await w.book(karin, w.januaryRound)
    await w.book(jonas, small)
    done(await releaseSeat({ bookingId: given.bookingId }, participant))
    done(await changeNow(w.januaryRound, cancel, organizer))
    const take = (booking: { bookingId: string }, { id: sessionId }: { id: string }) =>
      rebookSeat({ bookingId: booking.bookingId, sessionId }, participant)
    expect(await take(seat, small)).toEqual({ ok: false, reason: "session_full" })
    expect(await take(seat, w.januaryRound)).toEqual({ ok: false, reason: "session_closed" })
    expect(await take(held, w.februaryRound)).toEqual({ ok: false, reason: "not_found" })
    expect(await take(given, w.februaryRound)).toEqual({ ok: false, reason: "not_found" })
    await w.book(thomas, w.februaryRound)
    const wish = { sessionId: w.februaryRound.id, revision: 1, change: resize(9), message: null, confirmed: true }
    done(await planChange(wish, organizer))
    expect(await take(seat, w.februaryRound)).toMatchObject({ reason: "session_paused" })
  })

  describe.each([
    { protection: "with its locks", without: "", seats: 1 },
    {
      protection: "twin: without them and the index",
      without: everyLock + uniqueIndex("seats_one_pending_per_booking"),
      seats: 2,
    },
  ])("twice at once, $protection", ({ without, seats }) => {
    beforeEach(async () => {
      await renewOwnDatabase({ without: without + pause("INSERT", "seats", 300) })
    })

    it(`has ${seats} in the end`, async () => {
      const w = await world()
      const { bookingId } = await w.book(petra, w.januaryRound)
      done(await changeNow(w.januaryRound, cancel, organizer))
      const both = [w.reviewedRound, w.laterReviewedRound].map(({ id: sessionId }) =>
        rebookSeat({ bookingId, sessionId }, participant),
      )
      await Promise.allSettled(both)
      const kept = (await statesOf({ bookingId })).filter((state) => !state.startsWith("released"))
      expect(kept).toHaveLength(seats)
    })
  })
})
