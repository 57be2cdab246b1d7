import { afterEach, describe, expect, it } from "vitest"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { getHolderBooking } from "@/lib/bookings/queries"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { before } from "../support/twin"
import { anke, by, code, logOf, monday, people, seatsOf, world } from "../support/world"

const { petra, jonas } = people
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

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

  const booker = { name: "Neu Gierig", email: "neugierig@anderswo.example" }
  /** Somebody books for Petra, who has a seat, and for Jonas, who has none: what they get to see of each. */
  async function asksForBoth() {
    const { reviewedRound, book, hold, answerAll } = await world()
    await book(petra, reviewedRound)
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
    return { inVain: await asks(petra), other: await asks(jonas), reviewedRound, answerAll }
  }

  it("looks like any request to who books for them in a reviewed format, and is declined in time", async () => {
    const { inVain, other, reviewedRound, answerAll } = await asksForBoth()
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

  it("twin: is told from another if it is answered at another time", async () => {
    await ownDatabase().query(
      before("UPDATE", "seats", "NEW.decide_at := NEW.decide_at + interval '1 minute'", {
        when: "NEW.state = 'requested' AND NEW.decision = 'decline'",
      }),
    )
    const { inVain, other } = await asksForBoth()
    await renewOwnDatabase()
    expect(inVain.seen).not.toEqual(other.seen)
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
