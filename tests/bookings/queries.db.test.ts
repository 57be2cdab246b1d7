import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { decideSeat } from "@/lib/bookings/decide-seat"
import {
  findBookingId,
  findHold,
  findSessionPerson,
  getHolderBooking,
  listHolderBookings,
  listOpenRequests,
  listSessionPeople,
} from "@/lib/bookings/queries"
import { holdersOf, manageToken } from "@/lib/bookings/policy"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { anke, asParticipant, at, by, code, minutesAfter, monday, people, world } from "../support/world"

const { petra, paula, jonas, karin } = people
const petraNow = by("participant", monday)
describe("my booking", () => {
  it("shows its own data, state, terms as dates and the price of a change now", async () => {
    const { pricedRound, book } = await world()
    const booking = await book(petra, pricedRound, { booker: anke })
    expect(await getHolderBooking(asParticipant(booking), "de", at("2027-02-05T00:00"))).toMatchObject({
      ...{
        reference: booking.reference,
        role: "participant",
        participant: petra,
        booker: anke,
        state: "confirmed",
        changeable: true,
      },
      session: { id: pricedRound.id },
      pending: { rebooking: null, substitution: null },
      price: { netCents: 29_000 },
      fee: { percent: 50, netCents: 14_500 },
      deadlines: [
        { until: at("2027-02-05T00:00"), percent: 0 },
        { until: at("2027-02-16T00:00"), percent: 50 },
        { until: null, percent: 100 },
      ],
    })
  })

  it("says nothing of what the organizer has decided before it takes effect", async () => {
    const { reviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    const before = await getHolderBooking(asParticipant(booking), "de", monday)
    const { id: seatId } = await db.seat.findFirstOrThrow({ where: { bookingId: booking.bookingId } })
    await decideSeat({ seatId, decision: "decline" }, by("organizer", monday, randomUUID()))
    expect(before).toMatchObject({ state: "requested", decideAt: at("2026-12-07T16:00") })
    expect(await getHolderBooking(asParticipant(booking), "de", monday)).toEqual(before)
  })

  it("shows what waits beside the seat", async () => {
    const { januaryRound, reviewedRound, book } = await world()
    const [moving, handing] = [await book(petra, januaryRound), await book(karin, januaryRound)]
    await rebookSeat({ ...moving, sessionId: reviewedRound.id }, petraNow)
    await substituteParticipant({ ...handing, participant: jonas }, petraNow)
    const decideAt = at("2026-12-07T16:00")
    expect(await getHolderBooking(asParticipant(moving), "de", monday)).toMatchObject({
      ...{
        state: "confirmed",
        session: { id: januaryRound.id },
        pending: { rebooking: { session: { id: reviewedRound.id }, decideAt } },
      },
    })
    expect(await getHolderBooking(asParticipant(handing), "de", monday)).toMatchObject({
      pending: { substitution: { givenName: "Jonas", company: jonas.company, decideAt } },
    })
  })

  it("is nobody's before a mailbox is verified", async () => {
    const { januaryRound, hold } = await world()
    expect(await getHolderBooking(asParticipant(await hold(petra, januaryRound)), "de", monday)).toBeNull()
  })

  it("of an assistant is a list by date, what is over last, each once", async () => {
    const { januaryRound, februaryRound, reviewedRound, book } = await world()
    const [later, first, gone] = [
      await book(petra, februaryRound, { booker: anke }),
      await book(jonas, januaryRound, { booker: anke }),
      await book(karin, reviewedRound, { booker: anke }),
    ]
    await releaseSeat(gone, by("booker", monday))
    const tokens = await Promise.all(
      [later, gone, first, first].map(({ bookingId }) => manageToken(bookingId, "booker")),
    )
    const bookings = await listHolderBookings(await holdersOf([...tokens, "void"]), "de", monday)
    expect(bookings.map(({ reference }) => reference)).toEqual([first.reference, later.reference, gone.reference])
  })
})

describe("a hold", () => {
  it("shows the browser that typed it where the code went, then only that it is settled", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    expect(await findHold(held.bookingId, "de", monday)).toMatchObject({
      ...{
        state: "held",
        email: petra.email,
        heldUntil: held.heldUntil,
        triesLeft: 5,
        codeExpiresAt: minutesAfter(monday, 10),
      },
    })
    expect(await findHold(held.bookingId, "de", held.heldUntil)).toMatchObject({ state: "lapsed", heldUntil: null })
    await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })
    expect(await findHold(held.bookingId, "de", monday)).toMatchObject({
      state: "settled",
      email: null,
      heldUntil: null,
    })
    expect(await findHold(randomUUID(), "de", monday)).toBeNull()
  })

  it("that was refused as a duplicate looks like one that ran out", async () => {
    const { januaryRound, book, hold } = await world()
    await book(petra, januaryRound)
    const second = await hold(petra, januaryRound)
    await verifyBooking({ bookingId: second.bookingId, proof: code(second) }, { now: monday })
    expect(await findHold(second.bookingId, "de", monday)).toMatchObject({ state: "lapsed" })
  })
})

describe("the people of a session", () => {
  it("are listed for the desk with state, decision and where they come from", async () => {
    const { januaryRound, reviewedRound, book, hold } = await world()
    const [requested, moving] = [await book(petra, reviewedRound, { booker: anke }), await book(jonas, januaryRound)]
    await rebookSeat({ ...moving, sessionId: reviewedRound.id }, petraNow)
    await hold(karin, reviewedRound)
    const listed = await listSessionPeople(reviewedRound.id)
    expect(listed).toMatchObject([
      {
        bookingId: requested.bookingId,
        participant: petra,
        booker: anke,
        state: "requested",
        decision: null,
        comesFrom: null,
      },
      {
        participant: jonas,
        state: "requested",
        comesFrom: { sessionId: januaryRound.id, startsAt: januaryRound.startsAt },
      },
      { participant: karin, state: "held" },
    ])
    expect(await findSessionPerson(listed[0]!.seatId)).toMatchObject({
      sessionId: reviewedRound.id,
      reference: requested.reference,
    })
  })

  it("keep the name of who had the seat before a substitute", async () => {
    const { januaryRound, book } = await world()
    await substituteParticipant({ ...(await book(petra, januaryRound)), participant: paula }, petraNow)
    expect(await listSessionPeople(januaryRound.id)).toMatchObject([
      { participant: { givenName: "Paula" }, state: "confirmed" },
      { participant: { givenName: "Petra" }, state: "released", releaseReason: "substituted" },
    ])
  })

  it("are a host's only in own sessions", async () => {
    const { januaryRound, reviewedRound, book } = await world()
    const host = await db.teamMember.create({
      data: { email: `${randomUUID()}@runde.example`, name: "Gast", role: "host" },
    })
    await db.groupSession.update({ where: { id: reviewedRound.id }, data: { hostId: host.id } })
    await book(petra, januaryRound)
    await book(petra, reviewedRound)
    const scope = { hostId: host.id }
    expect(await listSessionPeople(januaryRound.id, scope)).toEqual([])
    expect(await listSessionPeople(reviewedRound.id, scope)).toHaveLength(1)
    expect(await listOpenRequests(scope)).toMatchObject([{ sessionId: reviewedRound.id }])
    const [foreign] = await listSessionPeople(januaryRound.id)
    expect(await findSessionPerson(foreign!.seatId, scope)).toBeNull()
    expect([await findSessionPerson("nonsense"), await listSessionPeople("nonsense")]).toEqual([null, []])
  })

  it("who wait for an answer are listed, the most urgent first", async () => {
    const { januaryRound, session, formats, book } = await world()
    const soon = await session(formats.reviewed, "2026-12-07T18:00")
    const handing = await book(karin, januaryRound)
    await substituteParticipant({ ...handing, participant: jonas }, petraNow)
    const urgent = await book(petra, soon)
    const open = await listOpenRequests()
    const ours = open.filter(({ bookingId }) => bookingId === urgent.bookingId || bookingId === handing.bookingId)
    expect(ours).toMatchObject([
      { bookingId: urgent.bookingId, decideAt: minutesAfter(monday, 15) },
      { bookingId: handing.bookingId, substitution: { participant: jonas, decideAt: at("2026-12-07T16:00") } },
    ])
  })
})

it("finds a booking by its reference and takes nonsense for nothing", async () => {
  const { januaryRound, book } = await world()
  const booking = await book(petra, januaryRound)
  expect(await findBookingId(booking.reference)).toBe(booking.bookingId)
  for (const nonsense of ["R-2222-2222", "", "\u0000", "R-7KQ4-M2XB' OR 1=1"])
    expect(await findBookingId(nonsense)).toBeNull()
})
