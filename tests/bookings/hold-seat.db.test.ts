import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat, getPublicSession } from "@/lib/sessions/queries"
import { formatEdit } from "@/lib/sessions/schema"
import { whatIsBroken } from "../support/always-true"
import { changeNow, moveTo } from "../support/change"
import { ownDatabase, renewOwnDatabase, type Without } from "../support/database"
import { withoutConditions } from "../support/twin"
import { at, billed, logOf, minutesAfter, monday, people, seatsOf, world } from "../support/world"

const { petra, jonas } = people
const agreed = { locale: "de", businessUseVersion: "v1", termsVersion: "v2", billing: billed } as const
const input = (sessionId: string, participant = petra, requestId: string = randomUUID()) => ({
  requestId,
  sessionId,
  participant,
  ...agreed,
})
const stranger = () => ({ ...jonas, email: `${randomUUID()}@strangers.example` })
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

it("holds a seat for thirty minutes and keeps what was agreed", async () => {
  const { pricedRound } = await world()
  const held = await holdSeat(input(pricedRound.id), monday)
  expect(held).toMatchObject({
    ok: true,
    reference: expect.stringMatching(/^R-[2-9A-Z]{4}-[2-9A-Z]{4}$/),
    heldUntil: minutesAfter(monday, 30),
  })
  expect(await db.booking.findFirst({ where: { seats: { some: { groupSessionId: pricedRound.id } } } })).toMatchObject({
    ...{ participantId: null, verifiedAt: null, agreedAt: monday, businessUseVersion: "v1", termsVersion: "v2" },
    ...{ priceNetCents: 29_000, currency: "EUR", terms: expect.objectContaining({ finalPercent: 100 }) },
  })
})

describe("a repeated request", () => {
  it("is one hold, also when both come at once", async () => {
    const { januaryRound } = await world()
    const request = input(januaryRound.id)
    const [first, second] = await Promise.all([holdSeat(request, monday), holdSeat(request, minutesAfter(monday, 1))])
    expect(second).toEqual(first)
    expect(await db.seat.count({ where: { groupSessionId: januaryRound.id } })).toBe(1)
  })

  it("with other words, or for another session, is refused", async () => {
    const { januaryRound, februaryRound } = await world()
    const request = input(januaryRound.id)
    await holdSeat(request, monday)
    const refused = { ok: false, reason: "request_id_reused" }
    expect(await holdSeat({ ...request, participant: jonas }, monday)).toEqual(refused)
    expect(await holdSeat({ ...request, sessionId: februaryRound.id }, monday)).toEqual(refused)
  })

  it("for two sessions at once takes one seat", async () => {
    const { januaryRound, februaryRound } = await world()
    const requestId = randomUUID()
    const outcomes = await Promise.all(
      [januaryRound, februaryRound].map(({ id }) => holdSeat(input(id, petra, requestId), monday)),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes).toContainEqual({ ok: false, reason: "request_id_reused" })
  })

  it("that was refused may be tried again", async () => {
    const { session, formats, hold } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    await hold(jonas, small)
    const request = input(small.id)
    expect(await holdSeat(request, monday)).toEqual({ ok: false, reason: "session_full" })
    expect(await holdSeat(request, minutesAfter(monday, 30))).toMatchObject({ ok: true })
  })
})

describe("is refused", () => {
  it("when it is full, a draft, begun, or unknown", async () => {
    const { session, formats, januaryRound } = await world()
    const draft = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    expect(await holdSeat(input(draft.id), monday)).toEqual({ ok: false, reason: "session_closed" })
    expect(await holdSeat(input(januaryRound.id), at("2027-01-14T10:00"))).toEqual({
      ok: false,
      reason: "session_closed",
    })
    expect(await holdSeat(input(randomUUID()), monday)).toEqual({ ok: false, reason: "not_found" })
  })
})

describe("time", () => {
  it("is shorter for further holds once more than half of the seats are unverified, and nobody is refused for it", async () => {
    const { session, formats } = await world()
    const round = await session(formats.instant, "2027-03-04T10:00", { capacity: 4 })
    const minutes = []
    for (let i = 0; i < 4; i++) {
      const held = await holdSeat(input(round.id, stranger()), monday)
      minutes.push(held.ok && (held.heldUntil.getTime() - monday.getTime()) / 60_000)
    }
    expect(minutes).toEqual([30, 30, 30, 5])
  })

  it("lets a hold go at once when somebody needs the seat, and logs it", async () => {
    const { session, formats, hold } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
    const lapsing = await hold(jonas, small)
    expect(await holdSeat(input(small.id), new Date(+minutesAfter(monday, 30) - 1))).toEqual({
      ok: false,
      reason: "session_full",
    })
    expect(await holdSeat(input(small.id), minutesAfter(monday, 30))).toMatchObject({ ok: true })
    expect(await seatsOf(lapsing)).toMatchObject([{ seat: "released expired" }])
    expect((await logOf(lapsing)).map(({ kind }) => kind)).toEqual(["seat.held", "seat.expired"])
  })

  it("lets all of them go with the sweep", async () => {
    const { januaryRound, februaryRound, hold } = await world()
    const holds = [await hold(petra, januaryRound), await hold(jonas, februaryRound)]
    await lapseHolds({ now: minutesAfter(monday, 30) })
    for (const held of holds) expect(await seatsOf(held)).toMatchObject([{ seat: "released expired" }])
  })
})

it("learns nothing of another seat of the same person", async () => {
  const { januaryRound, book } = await world()
  await book(petra, januaryRound)
  expect(await holdSeat(input(januaryRound.id), monday)).toMatchObject({ ok: true })
})

describe("what was shown", () => {
  const shown = async (session: { id: string }) => (await getPublicSession(session, "de", monday)).conditions
  const priceOf = async ({ id }: { id: string }) =>
    (await db.booking.findMany({ where: { seats: { some: { groupSessionId: id } } } })).map((row) => row.priceNetCents)

  /** Somebody has the form open while something is changed, and sends it; then sends what is shown now. */
  async function changedMeanwhile(change: (round: { id: string }, formatId: string) => Promise<unknown>) {
    const { pricedRound, formats } = await world()
    const request = { ...input(pricedRound.id), conditions: await shown(pricedRound) }
    await change(pricedRound, formats.priced)
    const first = await holdSeat(request, monday)
    return { pricedRound, first, second: await holdSeat({ ...request, conditions: await shown(pricedRound) }, monday) }
  }
  const update = (formatId: string, data: object) => db.format.update({ where: { id: formatId }, data })
  const refused = { ok: false, reason: "conditions_changed" }

  it.each<[string, (round: { id: string }, formatId: string) => Promise<unknown>]>([
    ["another price", (_, id) => update(id, { priceNetCents: 31_000 })],
    ["no price any more", (_, id) => update(id, { priceNetCents: null })],
    ["another rate of tax", (_, id) => update(id, { vatRateBasisPoints: 700 })],
    ["other terms", (_, id) => update(id, { terms: { steps: [], finalPercent: 100, waivedWhenRefilled: false } })],
    ["another time", (round) => changeNow(round, moveTo("2027-02-19T16:00"), { actor: system, now: monday })],
  ])("is not booked under %s, and after a second look it is", async (_, change) => {
    const { first, second } = await changedMeanwhile(change)
    expect(first).toEqual(refused)
    expect(second).toMatchObject({ ok: true })
  })

  it("is no matter of texts, of the place in the list, or of the terms of what is free", async () => {
    const { first } = await changedMeanwhile((_, id) => update(id, { position: 7, capacity: 5 }))
    expect(first).toMatchObject({ ok: true })
    const { januaryRound, formats } = await world()
    const before = await shown(januaryRound)
    await update(formats.instant, { terms: { steps: [], finalPercent: 100, waivedWhenRefilled: false } })
    expect(await shown(januaryRound)).toBe(before)
  })

  it("is left out by a program that shows nothing: what holds is booked", async () => {
    const { pricedRound } = await world()
    expect(await holdSeat(input(pricedRound.id), monday)).toMatchObject({ ok: true })
    expect(await priceOf(pricedRound)).toEqual([29_000])
  })

  /** A price is raised while six book what they were shown: what each of the booked pays. */
  const raced = async ({ without }: Without = {}) => {
    await renewOwnDatabase({ without })
    const { pricedRound, formats } = await world()
    const conditions = await shown(pricedRound)
    const { updatedAt, ...format } = (await findFormat(formats.priced))!
    const edit = formatEdit.parse({ ...format, priceNetCents: 31_000 })
    const [, ...held] = await Promise.all([
      editFormat({ formatId: formats.priced, revision: updatedAt, edit }, { actor: system }),
      ...Array.from({ length: 6 }, () => holdSeat({ ...input(pricedRound.id, stranger()), conditions }, monday)),
    ])
    expect(held.every((answer) => answer.ok || answer.reason === "conditions_changed")).toBe(true)
    return priceOf(pricedRound)
  }

  it("holds against an edit at the same moment", async () => {
    for (let round = 0; round < 5; round++) expect(await raced()).not.toContain(31_000)
  })

  it("twin: without the comparison somebody pays what they were not shown", async () => {
    const paid = new Set<number | null>()
    for (let round = 0; round < 12 && !paid.has(31_000); round++)
      for (const price of await raced({ without: withoutConditions })) paid.add(price)
    expect(paid).toContain(31_000)
  })
})
