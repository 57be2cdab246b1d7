import { describe, expect, it } from "vitest"
import { eraseDuePeople } from "@/lib/bookings/erase-due-people"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { erasePerson } from "@/lib/people/erase-person"
import { mergeParticipants } from "@/lib/people/merge-participants"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { pause, replaced } from "../support/twin"
import { at, by, done, minutesAfter, monday, people, world } from "../support/world"
import { offeredIn, stateOf, wait } from "./world"

const { petra, jonas } = people
const organizer = (now = monday) => by("organizer", now)
const again = { ...jonas, email: "jonas@beispiel.example" }
const withoutQueue = replaced("lock_queue", "pg_advisory_xact_lock(hashtext('waitlist'))", "NULL::void")

/** Jonas waits for a session of one seat that Petra has, in a database of its own. */
async function jonasWaits(without = "") {
  await renewOwnDatabase({ without })
  const small = await world()
  const round = await small.session(small.formats.instant, "2027-01-21T10:00", { capacity: 1 })
  const booked = await small.book(petra, round)
  const entry = await wait(again, [round])
  await small.book(jonas, small.februaryRound)
  const personOf = async ({ email }: { email: string }) =>
    (await db.participant.findUniqueOrThrow({ where: { email } })).id
  /** Somebody does something at the very moment at which the seat is passed on. */
  const whilePassingOn = async <Done>(doing: () => Promise<Done>): Promise<Done | false> => {
    await ownDatabase().query(pause("INSERT", "seat_offers", 900))
    const [, outcome] = await Promise.allSettled([
      releaseSeat(booked, by("participant", monday)),
      untilPausing().then(doing),
    ])
    return outcome.status === "fulfilled" && outcome.value
  }
  return { round, booked, entry, personOf, whilePassingOn }
}

describe("two who are made one while a seat is offered to one of them", () => {
  const race = async (without?: string) => {
    const { round, personOf, whilePassingOn } = await jonasWaits(without)
    const ids = { keptId: await personOf(jonas), absorbedId: await personOf(again) }
    const outcome = await whilePassingOn(() => mergeParticipants(ids, organizer()))
    expect(outcome).toMatchObject({ ok: true })
    const { participantId } = await db.seat.findFirstOrThrow({ where: { groupSessionId: round.id, state: "offered" } })
    return participantId === ids.keptId
  }

  it("have it as the one they are", async () => expect(await race()).toBe(true))
  it("twin: without the queue's lock it stays with who is nobody any more", async () =>
    expect(await race(withoutQueue)).toBe(false))
})

describe("somebody who is forgotten while a seat is offered to them", () => {
  const race = async (without?: string) => {
    const { entry, personOf, whilePassingOn } = await jonasWaits(without)
    const personId = await personOf(again)
    const outcome = await whilePassingOn(() => erasePerson({ personId }, organizer()))
    return { outcome, state: await stateOf(entry) }
  }

  it("is not, as long as it is theirs", async () =>
    expect(await race()).toMatchObject({ outcome: { reason: "seat_ahead" }, state: "offered" }))
  it("twin: without the queue's lock they are, and have a seat ahead or cost somebody else an error", async () =>
    expect(await race(withoutQueue)).toMatchObject({ outcome: { ok: true } }))
})

it("is not forgotten with an offer that has run out and would bring them back into the queue", async () => {
  const { round, booked, entry, personOf } = await jonasWaits()
  await releaseSeat(booked, by("participant", monday))
  const { expiresAt } = await db.seatOffer.findFirstOrThrow()
  const late = minutesAfter(expiresAt, 1)
  const erase = async () => erasePerson({ personId: await personOf(again) }, organizer(late))
  expect(await erase()).toMatchObject({ reason: "seat_ahead" })
  // Another seat is theirs until the next one lapses; then they wait for nothing.
  await db.groupSession.update({ where: { id: round.id }, data: { pausedUntil: minutesAfter(late, 60) } })
  await lapseHolds({ now: late })
  expect(done(await erase())).toMatchObject({ kept: 0 })
  expect([await stateOf(entry), await offeredIn(round)]).toEqual(["left", []])
})

it("is not forgotten by itself three years after the last date, as long as they wait for the next", async () => {
  await renewOwnDatabase()
  const { book, session, formats, januaryRound } = await world()
  await book(petra, januaryRound)
  await book(jonas, januaryRound)
  const now = at("2030-06-03T09:00")
  await finishSessions({ now })
  const round = await session(formats.instant, "2030-07-04T10:00", { capacity: 1, now })
  await book(people.karin, round, { now })
  const entry = await wait(jonas, [round], { now })
  await eraseDuePeople(by("system", minutesAfter(now, 24 * 60)))
  expect(await stateOf(entry)).toBe("waiting")
  const erased = await db.participant.findMany({ where: { erasedAt: { not: null } } })
  expect(erased, "Petra").toHaveLength(1)
})
