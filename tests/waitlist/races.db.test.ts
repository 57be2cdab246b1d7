import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { sweep } from "@/lib/bookings/sweep"
import { db } from "@/lib/db"
import { deriveCode } from "@/lib/secrets"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow, resize } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { person, wishFor } from "../support/sessions"
import { constraint, everyLock, pause, trigger } from "../support/twin"
import { by, done, minutesAfter, monday, people, world } from "../support/world"
import { join, offeredIn, stateOf, wait } from "./world"

const { petra, jonas, karin, thomas } = people
const holder = (now = monday) => by("participant", now)
const organizer = (now = monday) => by("organizer", now)
const takenIn = ({ id }: { id: string }) => db.seat.count({ where: { groupSessionId: id, state: { not: "released" } } })
const byHand = (session: { id: string }, participant = karin) =>
  addByHand({ requestId: randomUUID(), sessionId: session.id, participant, locale: "de" }, organizer())

async function newWorld(without: string[] = []) {
  await renewOwnDatabase({ without: without.join("\n") })
  return world()
}

describe("a direct booking in the moment in which a seat is passed on", () => {
  const race = async (without?: string[]) => {
    const { session, formats, book } = await newWorld(without)
    const round = await session(formats.instant, "2027-01-21T10:00", { capacity: 1 })
    const booked = await book(petra, round)
    await wait(jonas, [round])
    await ownDatabase().query(pause("UPDATE", "seats", 300))
    const [held] = await Promise.all([
      untilPausing().then(() => holdSeat(wishFor(round.id, karin), monday)),
      releaseSeat(booked, holder()),
    ])
    return { held: held.ok, offered: await offeredIn(round) }
  }

  it("does not slip in", async () => expect(await race()).toEqual({ held: false, offered: [jonas.email] }))
  it("twin: does where whoever frees a seat does not pass it on", async () =>
    expect(await race([trigger("seats", "seats_pass_on")])).toEqual({ held: true, offered: [] }))
})

describe("manual and automatic promotion at once", () => {
  const race = async (without?: string[]) => {
    const { session, formats } = await newWorld(without)
    const [round, other] = [
      await session(formats.instant, "2027-01-21T10:00", { capacity: 1 }),
      await session(formats.instant, "2027-02-18T10:00", { capacity: 1 }),
    ]
    // Jonas is offered one of two free seats, and it is called off: the other one has not been passed on yet.
    const entry = await wait(jonas, [round, other])
    expect(await offeredIn(round)).toEqual([jonas.email])
    done(await changeNow(round, cancel, organizer()))
    expect([await takenIn(other), await stateOf(entry)]).toEqual([0, "waiting"])
    await ownDatabase().query(pause("INSERT", "seats", 300))
    await Promise.allSettled([passOnSeats({ now: monday }), byHand(other)])
    return takenIn(other)
  }

  it("give one seat to one person", async () => expect(await race()).toBe(1))
  it("twin: without the locks and the last line two people have it", async () =>
    expect(await race([everyLock, constraint("group_sessions", "group_sessions_never_overbooked")])).toBe(2))
})

it("everything at once oversells nothing, leaves no seat to nobody, and loses nobody who waits", async () => {
  const { session, formats, book } = await newWorld()
  const round = await session(formats.instant, "2027-01-21T10:00", { capacity: 3 })
  const seated = [await book(petra, round), await book(thomas, round), await book(karin, round)]
  const elsewhere = await book(jonas, await session(formats.instant, "2027-02-18T10:00"))
  const waiting = []
  for (const index of [0, 1, 2, 3, 4, 5])
    waiting.push(await wait(person(`w${index}`, "wartet"), [round], { now: minutesAfter(monday, index) }))
  const late = await join(person("w6", "wartet"), [round])
  // Two offers are open: one is accepted, one declined, while everybody else does what they do.
  const now = minutesAfter(monday, 10)
  done(await releaseSeat(seated[0]!, holder(now)))
  done(await releaseSeat(seated[1]!, holder(now)))
  const proof = { code: deriveCode("booking", late.bookingId, 1) }
  await Promise.allSettled([
    acceptOffer(waiting[0]!, holder(now)),
    declineOffer({ ...waiting[1]!, scope: "all" }, holder(now)),
    releaseSeat(seated[2]!, holder(now)),
    changeNow(round, resize(5), organizer(now)),
    byHand(round, person("hand", "hand")),
    rebookSeat({ requestId: randomUUID(), bookingId: elsewhere.bookingId, sessionId: round.id }, holder(now)),
    waitForSession({ bookingId: elsewhere.bookingId, sessionId: round.id }, holder(now)),
    verifyEntry({ entryId: late.entryId, proof }, { now }),
    sweep({ now }),
    passOnSeats({ now }),
    ...[0, 1, 2, 3].map((index) => holdSeat(wishFor(round.id, person(`d${index}`, "direkt")), now)),
  ])
  expect(await whatIsBroken(ownDatabase().query)).toEqual([])
  expect(await takenIn(round)).toBe(5)
  const states = await Promise.all([...waiting, late].map(stateOf))
  expect(states.slice(0, 2)).toEqual(["accepted", "declined"])
  expect(states.slice(2).every((state) => state === "offered" || state === "waiting")).toBe(true)
  // Whoever waits longer was asked before: nobody waits in front of somebody who has an offer.
  expect(states.slice(2, 6).join(" ")).toMatch(/^(offered ?)*(waiting ?)*$/)
})
