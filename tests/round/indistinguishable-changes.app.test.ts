// First, or what sends mails has read where to.
import "../support/mail-server"
import { describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { db } from "@/lib/db"
import { passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { ownDatabase } from "../support/database"
import { before } from "../support/twin"
import { Visitor } from "../support/visitor"
import { wrongCode } from "../support/wrong-code"
import { code, people } from "../support/world"
import { agreed, bookByApi, flat, json, latest, look, openBooking, seatIn, wish } from "./ask-for-seat"
import { app, both, expectAlike, guest, homes, mailed, plainAnswer, type Room, rooms, twoRooms } from "./two-rooms"

// As indistinguishable.app.test.ts, for whoever has a seat already or waits for one.

twoRooms()

/** Paula has a seat at both of the other dates. */
async function seatedElsewhere() {
  const visitor = new Visitor(app.origin)
  const seats = [await bookByApi(homes[0], visitor), await bookByApi(homes[1], visitor)] as const
  const { _max } = await db.seat.aggregate({ where: { state: "requested" }, _max: { decideAt: true } })
  await carryOutDecisions({ now: _max.decideAt! })
  await mailed()
  return seats
}

const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status)
const full = () => ownDatabase().query("UPDATE group_sessions SET capacity = seats_taken WHERE seats_taken > 0")
const hostOf = (room: Room) => seatIn(room, people.karin)

describe("nobody can tell a clean change from a colliding one before it is answered", () => {
  it("who moves online, and thinks again", async () => {
    const seats = await seatedElsewhere()
    const visitors: Visitor[] = []
    const seen = await both(async (room, visitor, index) => {
      const page = `/booking/${await openBooking(visitor, seats[index].bookingId)}`
      await look(visitor, page, `/rebook/${room.slug}`)
      await visitor.open(`${page}/rebook/${room.slug}`)
      await visitor.submit("#rebook")
      await look(visitor, page, "", "/withdraw", "/substitute", "/release", `/rebook/${room.slug}`)
      visitors.push(visitor)
    })
    expectAlike(seen, 1)
    expect(seen[0].inTime).toEqual([true])
    // The other dates, once each of the rooms has one seat less.
    const lists = await Promise.all(
      visitors.map(async (visitor, index) =>
        plainAnswer(await visitor.open(`/booking/${seats[index as 0 | 1].reference}/rebook`)),
      ),
    )
    expect(lists[1]).toEqual(lists[0])
    const again = await both(async (_, visitor, index) => {
      await visitor.open(`/booking/${await openBooking(visitor, seats[index].bookingId)}/withdraw`)
      await visitor.submit("#withdraw")
    })
    expectAlike(again, 1)
    expect(again[0].inTime).toEqual([])
  })

  it("who moves by the API", async () => {
    const seats = await seatedElsewhere()
    const seen = await both(async (room, visitor, index) => {
      const { reference, manageToken } = seats[index]
      await json(visitor, `/bookings/${reference}/rebooking`, { sessionId: room.id }, manageToken)
      await json(visitor, `/bookings/${reference}`, undefined, manageToken)
    })
    expectAlike(seen, 1)
    expect(statuses(seen[0].answers)).toEqual([200, 200])
    expect(seen[0].inTime).toEqual([true])
  })

  it("who cannot move there, online and by the API", async () => {
    const seats = await seatedElsewhere()
    await full()
    const seen = await both(async (room, visitor, index) => {
      const { bookingId, reference, manageToken } = seats[index]
      const page = `/booking/${await openBooking(visitor, bookingId)}`
      await look(visitor, page, `/rebook/${room.slug}`, "/rebook/nothing")
      await json(visitor, `/bookings/${reference}/rebooking`, { sessionId: room.id }, manageToken)
      await json(visitor, `/bookings/${reference}/rebooking`, { sessionId: "nowhere" }, manageToken)
      await json(visitor, `/bookings/${reference}/rebooking`, { sessionId: room.id }, "nobody")
    })
    expectAlike(seen, 0)
    expect(statuses(seen[0].answers).slice(-3)).toEqual([409, 422, 401])
    expect(statuses(seen[0].answers)).toContain(404)
  })

  it("who names a substitute from another company online", async () => {
    const seen = await both(async (room, visitor) => {
      const page = `/booking/${await openBooking(visitor, (await hostOf(room)).bookingId)}`
      await visitor.open(`${page}/substitute`)
      await visitor.submit("#substitute", { ...flat(guest), "participant.industry": "" })
      await visitor.open(`${page}/substitute`)
      await visitor.submit("#substitute", flat(guest))
      await visitor.submit("#substitute")
      await look(visitor, page, "", "/substitute", "/withdraw", "/rebook", "/release")
    })
    expectAlike(seen, 1)
    expect(seen[0].inTime).toEqual([true])
  })

  it("who names one by the API", async () => {
    const seen = await both(async (room, visitor) => {
      const { reference, token } = await hostOf(room)
      const name = (participant: object) => json(visitor, `/bookings/${reference}/substitution`, { participant }, token)
      await name({ ...guest, industry: undefined })
      await name({ ...guest, role: "king" })
      await name(guest)
      await name(guest)
      await json(visitor, `/bookings/${reference}`, undefined, token)
    })
    expectAlike(seen, 1)
    expect(statuses(seen[0].answers)).toEqual([422, 422, 200, 200, 200])
    expect(seen[0].inTime).toEqual([true])
  })

  it("who waits online, is offered a seat and asks for it", async () => {
    await full()
    const entries: string[] = []
    const waiting = await both(async ({ slug }, visitor) => {
      await look(visitor, `/sessions/${slug}`, "", "/wait")
      await visitor.open(`/sessions/${slug}/wait`)
      await visitor.submit("#wait", { ...flat(guest), "participant.industry": "" })
      await visitor.open(`/sessions/${slug}/wait`)
      await visitor.submit("#wait", { ...flat(guest), ...agreed })
      const { bookingId, reference } = await latest()
      await visitor.submit("#code", { code: wrongCode(code({ bookingId }).code) })
      await visitor.submit("#code", code({ bookingId }))
      await look(visitor, `/waiting/${reference}`, "", "/leave", "/assistant", "/accept")
      entries.push(bookingId)
    })
    expectAlike(waiting, 1)
    expect(entries).toHaveLength(2)

    await ownDatabase().query("UPDATE group_sessions SET capacity = capacity + 1 WHERE seats_taken > 0")
    await passOnSeats()
    const [one, other] = await mailed()
    expect([one, other]).toEqual([one, one])
    expect(one).toContain("Platz frei")
    const offered = await both(async (_, visitor, index) => {
      const page = `/waiting/${await openBooking(visitor, entries[index]!)}`
      await look(visitor, page, "", "/accept", "/decline")
      await visitor.open(`${page}/accept`)
      await visitor.submit("#accept")
      await look(visitor, page.replace("waiting", "booking"), "", "/withdraw", "/substitute")
    })
    expectAlike(offered, 1)
    expect(offered[0].inTime).toEqual([true])
  })

  it("who waits by the API", async () => {
    const seen = await both(async (room, visitor) => {
      await json(visitor, "/waitlist", wish({ sessionIds: [room.id], participant: { ...guest, sizeBand: undefined } }))
      const joined = await json(visitor, "/waitlist", wish({ sessionIds: [room.id] }))
      const { id } = JSON.parse(joined.body) as { id: string }
      const { bookingId } = await db.waitlistEntry.findUniqueOrThrow({ where: { id } })
      await json(visitor, `/waitlist/${id}/verification`, { code: wrongCode(code({ bookingId }).code) })
      const verified = await json(visitor, `/waitlist/${id}/verification`, code({ bookingId }))
      const { manageToken } = JSON.parse(verified.body) as { manageToken: string }
      await json(visitor, `/waitlist/${id}`, undefined, manageToken)
      await json(visitor, `/waitlist/${id}`, undefined)
    })
    expectAlike(seen, 1)
    expect(statuses(seen[0].answers)).toEqual([422, 201, 422, 200, 200, 401])
    expect(seen[0].answers.at(-2)?.body).toContain('"position":null')
  })
})

describe("the twin: it is seen by this test", () => {
  const seatOfCompany = `EXISTS (SELECT FROM seats x JOIN bookings b ON b.id = x.booking_id
     WHERE x.group_session_id = (SELECT group_session_id FROM seats WHERE id = NEW.seat_id) AND x.state = 'confirmed'
       AND split_part(b.email, '@', 2) = split_part(NEW.email, '@', 2))`
  const sooner = "NEW.decide_at := NEW.decide_at - interval '1 hour'"

  it("where a substitute who collides is answered an hour sooner", async () => {
    await ownDatabase().query(before("INSERT", "substitutions", `IF ${seatOfCompany} THEN ${sooner}; END IF`))
    const [clean, colliding] = await both(async (room, visitor) => {
      const { reference, token } = await hostOf(room)
      await json(visitor, `/bookings/${reference}/substitution`, { participant: guest }, token)
    })
    expect([clean.inTime, colliding.inTime]).toEqual([[true], [false]])
  })

  it("where somebody who would collide is offered no seat", async () => {
    await full()
    const entries: string[] = []
    await both(async (room, visitor) => {
      const { id } = JSON.parse((await json(visitor, "/waitlist", wish({ sessionIds: [room.id] }))).body) as {
        id: string
      }
      const { bookingId } = await db.waitlistEntry.findUniqueOrThrow({ where: { id } })
      await json(visitor, `/waitlist/${id}/verification`, code({ bookingId }))
      entries.push(bookingId)
    })
    await ownDatabase().query("UPDATE group_sessions SET capacity = capacity + 1 WHERE id = $1", [rooms.clean.id])
    await passOnSeats()
    const [clean, colliding] = await both(async (_, visitor, index) => {
      await visitor.open(`/waiting/${await openBooking(visitor, entries[index]!)}`)
    })
    expect(colliding.answers).not.toEqual(clean.answers)
  })
})
