import { beforeEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat } from "@/lib/sessions/queries"
import { formatEdit } from "@/lib/sessions/schema"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { renewOwnDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { lockIn, pause, trigger } from "../support/twin"
import { by, done, minutesAfter, monday, people, statesOf } from "../support/world"
import { closedWorld, ofCompany } from "./closed-world"

const { petra, paula } = people
const inUse = { ok: false, reason: "round_in_use" }

async function turn(formatId: string, round: "open" | "closed") {
  const format = (await findFormat(formatId))!
  const edit = { ...formatEdit.parse(format), round }
  return editFormat({ formatId, revision: format.updatedAt, edit }, by("organizer", minutesAfter(monday, 2)))
}

/** Two of one company ask for a seat in a closed round, which becomes an open one before they are answered. */
async function openWhileTwoAsk() {
  const { closedFormat, closedRound, book, answerAll } = await closedWorld()
  const two = [await book(petra, closedRound), await book(paula, closedRound, { now: minutesAfter(monday, 1) })]
  const turned = await turn(closedFormat, "open")
  await answerAll()
  return { turned, states: await Promise.all(two.map(statesOf)) }
}

/** Two of one company sit in an open round, which becomes a closed one. */
async function closeWhileTwoSit() {
  const { formats, reviewedRound, book, answerAll } = await closedWorld()
  const two = [await book(petra, reviewedRound), await book(paula, reviewedRound)]
  await answerAll()
  return { turned: await turn(formats.reviewed, "closed"), states: await Promise.all(two.map(statesOf)) }
}

describe("what kind of round a format is", () => {
  beforeEach(async () => {
    await renewOwnDatabase()
  })

  it("stays while somebody asks: of two of one company one is confirmed", async () => {
    expect(await openWhileTwoAsk()).toEqual({ turned: inUse, states: [["confirmed"], ["released declined"]] })
  })

  it("stays while somebody sits", async () => {
    expect(await closeWhileTwoSit()).toMatchObject({ turned: inUse })
  })

  it("stays while somebody types a code or waits, whichever way it would go", async () => {
    const { formats, closedFormat, laterReviewedRound, hold } = await closedWorld()
    await hold(petra, laterReviewedRound)
    expect(await turn(formats.reviewed, "closed")).toEqual(inUse)
    const asked = { participant: { ...paula, ...ofCompany }, noSalesVersion: "test", locale: "de" } as const
    const texts = { businessUseVersion: "test", termsVersion: "test" }
    const wishes = [{ weekday: 1, from: "08:00", until: "10:00" }]
    const wished = { requestId: crypto.randomUUID(), sessionIds: [], formatId: closedFormat, wishes }
    done(await joinWaitlist({ ...wished, ...asked, ...texts }, { now: monday }))
    expect(await turn(closedFormat, "open")).toEqual(inUse)
  })

  it("can be another one before anybody comes, and once nobody is left", async () => {
    const { closedFormat, closedRound, book } = await closedWorld()
    done(await turn(closedFormat, "open"))
    done(await turn(closedFormat, "closed"))
    const { bookingId } = await book(petra, closedRound)
    expect(await turn(closedFormat, "open")).toEqual(inUse)
    done(await releaseSeat({ bookingId }, by("participant", minutesAfter(monday, 2))))
    expect(await turn(closedFormat, "open")).toMatchObject({ ok: true })
  })
})

/** Somebody takes a seat in the very moment in which the format becomes another round. */
async function bookWhileItTurns(without = "") {
  await renewOwnDatabase({ without: pause("INSERT", "bookings", 500) + without })
  const { closedFormat, closedRound, hold } = await closedWorld()
  const held = hold(petra, closedRound)
  await untilPausing()
  const [{ bookingId }, turned] = await Promise.all([held, turn(closedFormat, "open")])
  const { groupSession } = await db.seat.findFirstOrThrow({
    where: { bookingId },
    select: { groupSession: { select: { format: { select: { round: true } } } } },
  })
  return { turned: turned.ok, round: groupSession.format.round }
}

describe("a seat and another kind of round at once", () => {
  it("the seat is first", async () => {
    expect(await bookWhileItTurns()).toEqual({ turned: false, round: "closed" })
  })

  it("twin: without the lock on the sessions it is in a round that nobody promised", async () => {
    expect(await bookWhileItTurns(lockIn("lock_sessions"))).toEqual({ turned: true, round: "open" })
  })
})

describe("twin: without the guard", () => {
  beforeEach(async () => {
    await renewOwnDatabase({ without: trigger("formats", "formats_keep_round") })
  })

  it("two of one company are confirmed", async () => {
    const { turned, states } = await openWhileTwoAsk()
    expect(turned).toMatchObject({ ok: true })
    expect(states).toEqual([["confirmed"], ["confirmed"]])
  })

  it("two of one company sit in a closed round, uncounted", async () => {
    const { turned, states } = await closeWhileTwoSit()
    expect(turned).toMatchObject({ ok: true })
    expect(states).toEqual([["confirmed"], ["confirmed"]])
  })
})
