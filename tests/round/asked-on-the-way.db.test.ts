import { beforeEach, describe, expect, it } from "vitest"
import { apiToken } from "@/lib/bookings/policy"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { lacksAnswers } from "@/lib/bookings/queries-answers"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { ask } from "../api/api"
import { renewOwnDatabase } from "../support/database"
import { by, done, minutesAfter, monday, people, statesOf } from "../support/world"
import { answers, closedWorld, ofCompany } from "./closed-world"

const { petra, karin } = people
const at = (minutes: number) => by("participant", minutesAfter(monday, minutes))
const profileOf = ({ bookingId }: { bookingId: string }) =>
  db.roundProfile.findUnique({
    where: { bookingId },
    select: { industry: true, sizeBand: true, noSalesVersion: true },
  })

beforeEach(async () => {
  await renewOwnDatabase()
})

/** What is said on one way into a closed round after the other, and how it was answered. */
const rejections = [
  [{}, "industry_needed"],
  [{ industry: "trade", noSalesVersion: "test" }, "size_band_needed"],
  [ofCompany, "no_sales_needed"],
] as const

describe("who moves from an open round into a closed one", () => {
  it("says what it asks with the move, and is counted by it", async () => {
    const { januaryRound, closedRound, book, answerAll } = await closedWorld()
    const { bookingId } = await book(petra, januaryRound)
    const move = (said: object) => rebookSeat({ bookingId, sessionId: closedRound.id, ...said }, at(1))
    for (const [said, reason] of rejections) expect(await move(said)).toEqual({ ok: false, reason })
    expect(await profileOf({ bookingId })).toBeNull()
    expect(await lacksAnswers(bookingId, { round: "closed" })).toEqual({ company: true, noSales: true })
    expect(await move(answers)).toMatchObject({ ok: true, status: "requested" })
    expect(await profileOf({ bookingId })).toEqual(answers)
    await answerAll()
    expect(await statesOf({ bookingId })).toEqual(["released rebooked", "confirmed"])
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId, state: "confirmed" } })
    expect(seat).toMatchObject(ofCompany)
  })

  it("is asked once", async () => {
    const { januaryRound, closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    const { bookingId } = await book(petra, januaryRound)
    done(await rebookSeat({ bookingId, sessionId: closedRound.id, ...answers }, at(1)))
    await answerAll()
    expect(await lacksAnswers(bookingId, { round: "closed" })).toEqual({ company: false, noSales: false })
    expect(await rebookSeat({ bookingId, sessionId: laterClosedRound.id }, at(2))).toMatchObject({ ok: true })
    expect(await profileOf({ bookingId })).toEqual(answers)
  })

  it("has said nothing where the move is refused, and nothing is kept of it in an open round", async () => {
    const { januaryRound, februaryRound, closedFormat, session, book } = await closedWorld()
    const { bookingId } = await book(petra, januaryRound)
    const full = await session(closedFormat, "2027-03-04T10:00", { capacity: 1 })
    await book(karin, full)
    const move = (sessionId: string) => rebookSeat({ bookingId, sessionId, ...answers }, at(1))
    expect(await move(full.id)).toEqual({ ok: false, reason: "session_full" })
    done(await move(februaryRound.id))
    expect(await profileOf({ bookingId })).toBeNull()
    expect(await lacksAnswers(bookingId, { round: "open" })).toEqual({ company: false, noSales: false })
  })
})

describe("who waits for a closed round with a seat in an open one", () => {
  async function waiting() {
    const small = await closedWorld()
    const { januaryRound, closedFormat, session, book } = small
    const booking = await book(petra, januaryRound)
    const full = await session(closedFormat, "2027-03-04T10:00", { capacity: 1 })
    return { ...booking, full, inTheWay: await book(karin, full) }
  }

  it("says what it asks when they begin to wait", async () => {
    const { bookingId, full } = await waiting()
    const wait = (said: object) => waitForSession({ bookingId, sessionId: full.id, ...said }, at(1))
    for (const [said, reason] of rejections) expect(await wait(said)).toEqual({ ok: false, reason })
    expect(await wait(answers)).toMatchObject({ ok: true })
    expect(await profileOf({ bookingId })).toEqual(answers)
  })

  it("is asked when they accept, where they have not said it by then", async () => {
    const { bookingId, full, inTheWay } = await waiting()
    const { entryId } = done(await waitForSession({ bookingId, sessionId: full.id, ...answers }, at(1)))
    await db.roundProfile.delete({ where: { bookingId } })
    done(await releaseSeat(inTheWay, at(2)))
    await passOnSeats({ now: minutesAfter(monday, 2) })
    const accept = (said: object) => acceptOffer({ entryId: entryId!, ...said }, at(3))
    for (const [said, reason] of rejections) expect(await accept(said)).toEqual({ ok: false, reason })
    expect(await accept(answers)).toMatchObject({ ok: true, status: "requested" })
    expect(await profileOf({ bookingId })).toEqual(answers)
  })
})

describe("by the API", () => {
  it("is asked by the names of a booking", async () => {
    const { januaryRound, closedFormat, session, book } = await closedWorld({ now: new Date() })
    const { bookingId, reference } = await book(petra, januaryRound)
    const start = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
    const { id: sessionId } = await session(closedFormat, `${start}T10:00`)
    const token = await apiToken(bookingId, "participant")
    const move = async (said: object) => {
      const { status, body } = await ask(`/bookings/${reference}/rebooking`, { token, json: { sessionId, ...said } })
      return [status, body.reason ?? body.status, body.errors?.map(({ path }) => path)]
    }
    const { industry, sizeBand } = ofCompany
    expect(await move({})).toEqual([422, "industry_needed", ["participant.industry"]])
    expect(await move({ participant: { industry } })).toEqual([422, "size_band_needed", ["participant.sizeBand"]])
    expect(await move({ participant: ofCompany })).toEqual([422, "no_sales_needed", ["noSales"]])
    expect(await move({ participant: { industry, sizeBand }, noSales: true })).toEqual([200, "requested", undefined])
    expect(await profileOf({ bookingId })).toMatchObject(ofCompany)
  })
})
