// First, or what sends mails has read where to.
import "../support/mail-server"
import { describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { db } from "@/lib/db"
import { ownDatabase } from "../support/database"
import { replaced } from "../support/twin"
import { Visitor } from "../support/visitor"
import { wrongCode } from "../support/wrong-code"
import { code } from "../support/world"
import { agreed, bookByApi, bookOnline, flat, json, latest, look, wish } from "./ask-for-seat"
import { of } from "./closed-world"
import { app, both, expectAlike, guest, homes, mailed, plainAnswer, rooms, twoRooms } from "./two-rooms"

twoRooms()

/** Lets all that was asked be answered, and says what Paula reads. */
async function answered(): Promise<string[]> {
  const { _max } = await db.seat.aggregate({ where: { state: "requested" }, _max: { decideAt: true } })
  await carryOutDecisions({ now: _max.decideAt! })
  return (await mailed()).filter((mail) => mail.startsWith("paula"))
}

/** She is known already: what is written of a new person is written once, whoever sits where. */
async function getKnown(): Promise<void> {
  await bookByApi(homes[0], new Visitor(app.origin))
  await mailed()
}

const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status)

describe("nobody can tell a clean request from a colliding one before it is answered", () => {
  it("who books online", async () => {
    await getKnown()
    const booked: Awaited<ReturnType<typeof bookOnline>>[] = []
    const seen = await both(async (room, visitor) => {
      const booking = await bookOnline(room, visitor)
      await look(visitor, `/booking/${booking.reference}`, "", "/substitute", "/withdraw", "/release")
      booked.push(booking)
    })
    expectAlike(seen, 1)
    expect(seen[0].answers.at(-1)?.status).toBe(200)
    expect(seen[0].inTime).toEqual([true])
    // The other dates, once each of the rooms has one seat less.
    const [ofClean, ofColliding] = await Promise.all(
      booked.map(async ({ visitor, reference }) => plainAnswer(await visitor.open(`/booking/${reference}/rebook`))),
    )
    expect(ofColliding).toEqual(ofClean)
    expect(await answered()).toHaveLength(3)
  })

  it("who books by the API", async () => {
    await getKnown()
    const seen = await both((room, visitor) => bookByApi(room, visitor))
    expectAlike(seen, 1)
    expect(statuses(seen[0].answers)).toEqual([201, 200, 200])
    await answered()
    const [one, other] = await Promise.all(
      [rooms.clean, rooms.colliding].map(({ id }) =>
        db.seat.findFirstOrThrow({ where: { groupSessionId: id, booking: { email: guest.email } } }),
      ),
    )
    expect([one?.state, other?.state]).toEqual(["confirmed", "released"])
  })

  it("who gets something wrong online", async () => {
    const seen = await both(async (room, visitor) => {
      await visitor.open(`/sessions/${room.slug}/book`)
      await visitor.submit("#book", { ...flat(guest), "participant.industry": "" })
      await visitor.open(`/sessions/${room.slug}/book`)
      await visitor.submit("#book", { ...flat(guest), ...agreed })
      await visitor.submit("#code", { code: wrongCode(code(await latest()).code) })
      await visitor.open(`/sessions/${room.slug}/nothing`)
      await visitor.open("/booking/R-AAAA-AAAA")
      await visitor.open("/verify/nothing")
      await visitor.post(`/sessions/${room.slug}/book`, { nothing: "at all" })
    })
    expectAlike(seen, 1)
    expect(new Set(statuses(seen[0].answers))).toContain(404)
  })

  it("who gets something wrong by the API", async () => {
    const seen = await both(async (room, visitor) => {
      const { noSales: _, ...rest } = wish({ sessionId: room.id }) as Record<string, unknown>
      await json(visitor, "/bookings", rest)
      await json(visitor, "/bookings", wish({ sessionId: room.id, participant: { ...guest, role: "king" } }))
      const { body } = await json(visitor, "/bookings", wish({ sessionId: room.id }))
      const { reference } = JSON.parse(body) as { reference: string }
      await json(visitor, `/bookings/${reference}/verification`, { code: wrongCode(code(await latest()).code) })
      await json(visitor, `/bookings/${reference}`, undefined)
      await json(visitor, `/bookings/${reference}/rebooking`, { sessionId: room.id }, "nobody")
    })
    expectAlike(seen, 1)
    expect(statuses(seen[0].answers)).toEqual([422, 422, 201, 422, 401, 401])
  })

  it("who comes when the room is full", async () => {
    await ownDatabase().query("UPDATE group_sessions SET capacity = seats_taken WHERE seats_taken > 0")
    const seen = await both(async (room, visitor) => {
      await look(visitor, `/sessions/${room.slug}`, "", "/book", "/wait")
      await json(visitor, "/bookings", wish({ sessionId: room.id }))
      await json(visitor, `/sessions/${room.id}`, undefined)
    })
    expectAlike(seen, 0)
    expect(seen[0].answers.at(-2)?.status).toBe(409)
  })

  it("who asks twice", async () => {
    const seen = await both(async (room, visitor) => {
      await bookOnline(room, visitor)
      await bookOnline(room, visitor)
      const held = await json(visitor, "/bookings", wish({ sessionId: room.id }))
      const { reference } = JSON.parse(held.body) as { reference: string }
      await json(visitor, `/bookings/${reference}/verification`, code(await latest()))
    })
    expect(seen[1].answers).toEqual(seen[0].answers)
    expect(seen[1].mails).toEqual(seen[0].mails)
    expect(seen[0].answers.at(-1)?.status).toBe(409)
  })

  it("whose colleague takes over what they have asked for, while that one has asked as well", async () => {
    const [free, busy] = [of("Frieda", "Doppel GmbH", "doppel.example"), of("Busso", "Doppel GmbH", "doppel.example")]
    const [clean, colliding] = await both(async (room, visitor, index) => {
      const aside = new Visitor(app.origin)
      const { reference, manageToken } = await bookByApi(room, aside, of("Dora", "Doppel GmbH", "doppel.example"))
      const next = index === 0 ? free : busy
      if (next === busy) await bookByApi(room, aside, busy)
      await json(visitor, `/bookings/${reference}/substitution`, { participant: next }, manageToken)
    })
    expect(statuses(clean.answers)).toEqual([200])
    expect(colliding.answers).toEqual(clean.answers)
  })
})

it("is seen by this test where a form says at once that the company has a seat: the twin", async () => {
  await getKnown()
  await ownDatabase().query(
    replaced(
      "hold_seat",
      "IF session.paused_until IS NOT NULL THEN",
      `IF EXISTS (SELECT FROM seats x JOIN bookings b ON b.id = x.booking_id
                   WHERE x.group_session_id = p_session AND x.state = 'confirmed'
                     AND split_part(b.email, '@', 2) = split_part(p_booking->>'email', '@', 2)) THEN
         RETURN QUERY SELECT 'session_full', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
       END IF;
       IF session.paused_until IS NOT NULL THEN`,
    ),
  )
  const online = await both(async (room, visitor) => {
    await visitor.open(`/sessions/${room.slug}/book`)
    await visitor.submit("#book", { ...flat(guest), ...agreed })
  })
  expect(online[1].answers.at(-1)).not.toEqual(online[0].answers.at(-1))
  const [clean, colliding] = await both((room, visitor) => json(visitor, "/bookings", wish({ sessionId: room.id })))
  expect([clean, colliding].map(({ answers }) => answers[0]?.status)).toEqual([201, 409])
})
