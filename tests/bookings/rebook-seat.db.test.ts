import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { lacksBilling } from "@/lib/bookings/queries-payer"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { getPublicSession } from "@/lib/sessions/queries"
import { db } from "@/lib/db"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { anke, at, billed, by, done, logOf, minutesAfter, monday, people, seatsOf, world } from "../support/world"

const { petra, jonas } = people
const petraNow = by("participant", monday)
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

const rebook = (
  { bookingId }: { bookingId: string },
  { id: sessionId }: { id: string },
  who = petraNow,
  requestId: string = randomUUID(),
) => rebookSeat({ requestId, bookingId, sessionId, billing: billed }, who)

const priced = { netCents: 29_000, vatRateBasisPoints: 1900, currency: "EUR" }
const priceOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).priceNetCents

describe("into an instant format", () => {
  it("swaps the seats at once", async () => {
    const { januaryRound, februaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    expect(await rebook(booking, februaryRound)).toEqual({ ok: true, status: "confirmed", decideAt: null })
    expect(await seatsOf(booking)).toEqual([
      { seat: "released rebooked", sessionId: januaryRound.id },
      { seat: "confirmed", sessionId: februaryRound.id },
    ])
    expect(await logOf(booking)).toContainEqual({
      kind: "seat.rebooked",
      detail: expect.objectContaining({ fromSessionId: januaryRound.id, before: "confirmed" }),
    })
  })

  it("takes over the price and terms of the session", async () => {
    const { pricedRound, februaryRound, book } = await world()
    const booking = await book(petra, februaryRound)
    expect(await priceOf(booking)).toBeNull()
    expect(await rebook(booking, pricedRound)).toMatchObject({ ok: true })
    expect(await priceOf(booking)).toBe(29_000)
    expect(await rebook(booking, februaryRound)).toMatchObject({ ok: true })
    expect(await priceOf(booking)).toBeNull()
  })

  it("asks who is billed where it costs something, once", async () => {
    const { pricedRound, januaryRound, session, formats, book } = await world()
    const booking = await book(petra, januaryRound)
    const move = { bookingId: booking.bookingId, sessionId: pricedRound.id }
    expect(await rebookSeat(move, petraNow)).toEqual({ ok: false, reason: "billing_needed" })
    expect(await lacksBilling({ ...move, price: priced })).toBe(true)
    expect(await db.billingProfile.count({ where: { bookingId: booking.bookingId } })).toBe(0)
    expect(await rebookSeat({ ...move, billing: billed }, petraNow)).toMatchObject({ ok: true })
    const profile = { companyName: petra.company, street: "Musterweg 1", emails: [petra.email] }
    const known = { where: { bookingId: booking.bookingId } }
    expect(await db.billingProfile.findUniqueOrThrow(known)).toMatchObject(profile)
    expect((await db.booking.findUniqueOrThrow({ where: { id: booking.bookingId } })).pays).toBe("invoice")
    expect(await lacksBilling({ ...move, price: priced })).toBe(false)
    // What is said once more changes nothing.
    const later = await session(formats.priced, "2027-03-25T10:00")
    const again = { ...move, sessionId: later.id, billing: { ...billed, street: "Anderswo 2" } }
    expect(await rebookSeat(again, petraNow)).toMatchObject({ ok: true })
    expect(await db.billingProfile.findUniqueOrThrow(known)).toMatchObject(profile)
  })

  it("asks nobody where a voucher leaves nothing to pay, or nothing is asked", async () => {
    const { pricedRound, februaryRound, session, formats, book } = await world()
    done(await createVoucher(voucherInput.parse({ code: "FREI-27", worth: { kind: "seat" } }), by("organizer", monday)))
    const booking = await book(petra, pricedRound, { voucher: "FREI-27", payment: "voucher" })
    const later = await session(formats.priced, "2027-03-25T10:00")
    for (const target of [later, februaryRound])
      expect(await rebookSeat({ ...booking, sessionId: target.id }, petraNow)).toMatchObject({ ok: true })
  })

  it("keeps the seat when time, price or terms are not those that were shown", async () => {
    const { pricedRound, februaryRound, book } = await world()
    const booking = await book(petra, februaryRound)
    const move = { bookingId: booking.bookingId, sessionId: pricedRound.id, billing: billed }
    const { conditions } = await getPublicSession(pricedRound, "de", monday)
    await ownDatabase().query("UPDATE formats SET price_net_cents = 31000 WHERE price_net_cents = 29000")
    expect(await rebookSeat({ ...move, conditions }, petraNow)).toEqual({ ok: false, reason: "conditions_changed" })
    expect(await seatsOf(booking)).toEqual([{ seat: "confirmed", sessionId: februaryRound.id }])
    const again = (await getPublicSession(pricedRound, "de", monday)).conditions
    expect(await rebookSeat({ ...move, conditions: again }, petraNow)).toMatchObject({ ok: true })
    expect(await priceOf(booking)).toBe(31_000)
  })

  it("owes what the terms say on that day", async () => {
    const { pricedRound, session, formats, book } = await world()
    const later = await session(formats.priced, "2027-03-18T10:00")
    const booking = await book(petra, pricedRound)
    await rebook(booking, later, by("participant", at("2027-02-05T00:00")))
    const [, , { detail }] = (await logOf(booking)) as [unknown, unknown, { detail: Record<string, unknown> }]
    expect(detail.fee).toEqual({ percent: 50, netCents: 14_500 })
  })

  it("moves a request as a confirmed seat, since anybody could book there at once", async () => {
    const { reviewedRound, januaryRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    expect(await rebook(booking, januaryRound)).toMatchObject({ status: "confirmed" })
  })
})

describe("into a reviewed format", () => {
  it("requests a seat beside the confirmed one and swaps when it is answered", async () => {
    const { januaryRound, reviewedRound, book, answerAll } = await world()
    const booking = await book(petra, januaryRound)
    expect(await rebook(booking, reviewedRound)).toEqual({
      ok: true,
      status: "requested",
      decideAt: at("2026-12-07T16:00"),
    })
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["confirmed", "requested"])
    await answerAll()
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["released rebooked", "confirmed"])
  })

  it("takes over price and terms with the answer, as they were when it was asked for", async () => {
    const { januaryRound, session, formats, book, answerAll } = await world()
    const priced = await session(formats.reviewed, "2027-02-18T10:00")
    await db.format.update({ where: { id: formats.reviewed }, data: { priceNetCents: 49_000 } })
    const booking = await book(petra, januaryRound)
    expect(await rebook(booking, priced)).toMatchObject({ status: "requested" })
    expect(await priceOf(booking)).toBeNull()
    await db.format.update({ where: { id: formats.reviewed }, data: { priceNetCents: 99_000 } })
    await answerAll()
    expect(await priceOf(booking)).toBe(49_000)
  })

  it("keeps the booking's own price when it is declined or taken back", async () => {
    const { januaryRound, session, formats, book, answerAll } = await world()
    await db.format.update({ where: { id: formats.reviewed }, data: { priceNetCents: 49_000 } })
    const priced = await session(formats.reviewed, "2027-02-18T10:00")
    const booking = await book(petra, januaryRound)
    await rebook(booking, priced)
    await withdrawRequest({ bookingId: booking.bookingId }, petraNow)
    await rebook(booking, priced)
    await db.seat.updateMany({
      where: { bookingId: booking.bookingId, state: "requested" },
      data: { decision: "decline" },
    })
    await answerAll()
    expect(await seatsOf(booking)).toContainEqual({ seat: "confirmed", sessionId: januaryRound.id })
    expect(await priceOf(booking)).toBeNull()
  })

  it("moves a request as a request", async () => {
    const { reviewedRound, laterReviewedRound, book } = await world()
    const booking = await book(petra, reviewedRound)
    expect(await rebook(booking, laterReviewedRound)).toMatchObject({ status: "requested" })
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["released rebooked", "requested"])
  })

  it("replaces a rebooking that still waits", async () => {
    const { januaryRound, reviewedRound, laterReviewedRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await rebook(booking, reviewedRound)
    await rebook(booking, laterReviewedRound)
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["confirmed", "released rebooked", "requested"])
  })

  it("is answered before the seat one would keep has passed", async () => {
    const { januaryRound, laterReviewedRound, book } = await world()
    const booking = await book(petra, januaryRound)
    const eve = at("2027-01-13T18:00")
    expect(await rebook(booking, laterReviewedRound, by("participant", eve))).toMatchObject({
      decideAt: minutesAfter(eve, 15),
    })
  })
})

describe("a full session", () => {
  it("leaves the old seat as it was", async () => {
    const { januaryRound, session, formats, book } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    await book(jonas, small)
    const booking = await book(petra, januaryRound)
    expect(await rebook(booking, small)).toEqual({ ok: false, reason: "session_full" })
    expect(await seatsOf(booking)).toEqual([{ seat: "confirmed", sessionId: januaryRound.id }])
  })

  it("has room again when only a hold that ran out is in the way", async () => {
    const { januaryRound, session, formats, book, hold } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    await hold(jonas, small)
    const booking = await book(petra, januaryRound)
    expect(await rebook(booking, small, by("participant", minutesAfter(monday, 31)))).toMatchObject({ ok: true })
  })
})

describe("without effect", () => {
  it("to where one is", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    expect(await rebook(booking, januaryRound)).toEqual({ ok: true, status: "confirmed", decideAt: null })
    expect(await seatsOf(booking)).toHaveLength(1)
  })

  it("to where one has asked to go", async () => {
    const { januaryRound, reviewedRound, book } = await world()
    const booking = await book(petra, januaryRound)
    const first = await rebook(booking, reviewedRound)
    expect(await rebook(booking, reviewedRound)).toEqual(first)
    expect(await seatsOf(booking)).toHaveLength(2)
  })
})

describe("a repeated request", () => {
  it("is one request, also when both come at once", async () => {
    const { januaryRound, reviewedRound, book } = await world()
    const booking = await book(petra, januaryRound)
    const requestId = randomUUID()
    const [first, second] = await Promise.all([
      rebook(booking, reviewedRound, petraNow, requestId),
      rebook(booking, reviewedRound, petraNow, requestId),
    ])
    expect(first).toEqual({ ok: true, status: "requested", decideAt: at("2026-12-07T16:00") })
    expect(second).toEqual(first)
    expect(await seatsOf(booking)).toHaveLength(2)
  })

  it("with another target is refused", async () => {
    const { januaryRound, februaryRound, reviewedRound, book } = await world()
    const booking = await book(petra, januaryRound)
    const requestId = randomUUID()
    await rebook(booking, februaryRound, petraNow, requestId)
    expect(await rebook(booking, reviewedRound, petraNow, requestId)).toEqual({
      ok: false,
      reason: "request_id_reused",
    })
  })

  it("that was refused may be tried again", async () => {
    const { januaryRound, session, formats, book } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    const first = await book(jonas, small)
    const booking = await book(petra, januaryRound)
    const requestId = randomUUID()
    expect(await rebook(booking, small, petraNow, requestId)).toEqual({ ok: false, reason: "session_full" })
    await releaseSeat(first, petraNow)
    expect(await rebook(booking, small, petraNow, requestId)).toMatchObject({ ok: true })
  })
})

describe("refuses", () => {
  it("what does not exist, is a draft or has begun", async () => {
    const { januaryRound, februaryRound, session, formats, book } = await world()
    const booking = await book(petra, januaryRound)
    const draft = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    expect(await rebook(booking, { id: randomUUID() })).toEqual({ ok: false, reason: "not_found" })
    expect(await rebook({ bookingId: randomUUID() }, februaryRound)).toEqual({ ok: false, reason: "not_found" })
    expect(await rebook(booking, draft)).toEqual({ ok: false, reason: "session_closed" })
    expect(await rebook(booking, februaryRound, by("participant", januaryRound.startsAt))).toEqual({
      ok: false,
      reason: "session_closed",
    })
  })

  it("a second seat of the same person, and tells only who may know", async () => {
    const { januaryRound, februaryRound, book } = await world()
    await book(petra, februaryRound)
    const booking = await book(petra, januaryRound, { booker: anke })
    expect(await rebook(booking, februaryRound)).toEqual({ ok: false, reason: "already_booked" })
    expect(await rebook(booking, februaryRound, by("booker", monday))).toEqual({ ok: false, reason: "not_available" })
  })

  it("no second seat of the same person where requests are reviewed, when a booker asks: it is declined in time", async () => {
    const { januaryRound, reviewedRound, book, answerAll } = await world()
    await book(petra, reviewedRound)
    const booking = await book(petra, januaryRound, { booker: anke })
    const asked = await rebook(booking, reviewedRound, by("booker", monday))
    expect(asked).toMatchObject({ ok: true, status: "requested" })
    await answerAll()
    expect(await seatsOf(booking)).toEqual([
      { seat: "confirmed", sessionId: januaryRound.id },
      { seat: "released declined", sessionId: reviewedRound.id },
    ])
  })

  it("while a substitute is asked for", async () => {
    const { januaryRound, februaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await substituteParticipant({ ...booking, participant: jonas }, petraNow)
    expect(await rebook(booking, februaryRound)).toEqual({ ok: false, reason: "pending_change" })
    await withdrawRequest(booking, petraNow)
    expect(await rebook(booking, februaryRound)).toMatchObject({ ok: true })
  })
})

describe("taking a rebooking back", () => {
  it("keeps the old seat", async () => {
    const { januaryRound, reviewedRound, book } = await world()
    const booking = await book(petra, januaryRound)
    await rebook(booking, reviewedRound)
    expect(await withdrawRequest(booking, petraNow)).toEqual({ ok: true, withdrawn: true })
    expect((await seatsOf(booking)).map(({ seat }) => seat)).toEqual(["confirmed", "released withdrawn"])
    expect(await withdrawRequest(booking, petraNow)).toEqual({ ok: true, withdrawn: false })
  })
})
