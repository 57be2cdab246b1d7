import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseByOrganizer } from "@/lib/bookings/release-by-organizer"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { at, by, logOf, monday, people, seatsOf, world } from "../support/world"

const { petra, jonas } = people
const petraNow = by("participant", monday)
const organizerNow = by("organizer", monday, randomUUID())
const nothing = { percent: 0, netCents: 0 }
const seatIdOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.seat.findFirstOrThrow({ where: { bookingId }, orderBy: { createdAt: "desc" } })).id
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("petra gives her seat back", () => {
  it("and it is free for others", async () => {
    const { session, formats, book } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    const booking = await book(petra, small)
    expect(await releaseSeat(booking, petraNow)).toEqual({ ok: true, released: true, fee: nothing })
    await book(jonas, small)
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["released cancelled"])
  })

  it("twice, without effect", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await releaseSeat(booking, petraNow)
    expect(await releaseSeat(booking, petraNow)).toEqual({ ok: true, released: false, fee: nothing })
    expect((await logOf(booking)).filter(({ kind }) => kind === "seat.released")).toHaveLength(1)
  })

  it.each([
    ["2027-02-04T23:59", 0],
    ["2027-02-05T00:00", 14_500],
    ["2027-02-15T23:59", 14_500],
    ["2027-02-16T00:00", 29_000],
  ])("on %s, for %i cents by the terms of her booking", async (now, netCents) => {
    const { pricedRound, formats, book } = await world()
    const booking = await book(petra, pricedRound)
    await db.format.update({
      where: { id: formats.priced },
      data: { terms: { steps: [], finalPercent: 100, waivedWhenRefilled: false }, priceNetCents: 99_900 },
    })
    expect(await releaseSeat(booking, by("participant", at(now)))).toMatchObject({ released: true, fee: { netCents } })
  })

  it("while it is only requested, for nothing", async () => {
    const { reviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    expect(await releaseSeat(booking, petraNow)).toEqual({ ok: true, released: true, fee: nothing })
  })

  it("together with the rebooking that waits beside it", async () => {
    const { januaryRound, reviewedRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await rebookSeat({ ...booking, sessionId: reviewedRound.id }, petraNow)
    await releaseSeat(booking, petraNow)
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["released cancelled", "released withdrawn"])
    expect((await logOf(booking)).filter(({ kind }) => kind === "seat.released")).toHaveLength(1)
  })

  it("together with the substitute who is asked for", async () => {
    const { januaryRound, book, answerAll } = await world()
    const booking = await book(petra, januaryRound)
    await substituteParticipant({ ...booking, participant: jonas }, petraNow)
    await releaseSeat(booking, petraNow)
    expect(await db.substitution.findFirst({ where: { bookingId: booking.bookingId } })).toMatchObject({
      state: "withdrawn",
    })
    await answerAll()
    expect(await seatsOf(booking)).toHaveLength(1)
  })
})

describe("a release is refused", () => {
  it("for a booking nobody knows, and once the session has begun", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    expect(await releaseSeat({ bookingId: randomUUID() }, petraNow)).toEqual({ ok: false, reason: "not_found" })
    expect(await releaseSeat(booking, by("participant", januaryRound.startsAt))).toEqual({
      ok: false,
      reason: "session_closed",
    })
  })
})

describe("the organizer takes a seat back", () => {
  it("confirmed or held, at no cost, and twice without effect", async () => {
    const { pricedRound, book, hold } = await world()
    const booking = await book(petra, pricedRound)
    const held = await hold(jonas, pricedRound)
    const late = by("organizer", at("2027-02-17T09:00"))
    expect(await releaseByOrganizer({ seatId: await seatIdOf(booking) }, late)).toEqual({ ok: true, released: true })
    expect(await logOf(booking)).toContainEqual({
      kind: "seat.released",
      detail: expect.objectContaining({ reason: "organizer", fee: nothing }),
    })
    expect(await releaseByOrganizer({ seatId: await seatIdOf(booking) }, late)).toEqual({ ok: true, released: false })
    expect(await releaseByOrganizer({ seatId: await seatIdOf(held) }, organizerNow)).toEqual({
      ok: true,
      released: true,
    })
    expect(await seatsOf(held)).toMatchObject([{ seat: "released organizer" }])
  })

  it("but not a requested one, whose answer has its time", async () => {
    const { reviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    expect(await releaseByOrganizer({ seatId: await seatIdOf(booking) }, organizerNow)).toEqual({
      ok: false,
      reason: "not_confirmed",
    })
    expect(await releaseByOrganizer({ seatId: randomUUID() }, organizerNow)).toEqual({ ok: false, reason: "not_found" })
  })
})
