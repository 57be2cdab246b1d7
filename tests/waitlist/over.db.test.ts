import { arrived } from "../support/inbox"
import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseByOrganizer } from "@/lib/bookings/release-by-organizer"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { react } from "@/lib/reactions"
import { closeEntries } from "@/lib/waitlist/pass-on-seats"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { anke, by, done, minutesAfter, monday, people, type WorldBooking, type WorldSession } from "../support/world"
import { fullDate } from "./full-date"
import { offeredIn, stateOf, wait } from "./world"

const { jonas } = people
const holder = (now = monday) => by("participant", now)
const organizer = (now = monday) => by("organizer", now)

let round: WorldSession
let booked: WorldBooking
beforeEach(async () => {
  ;({ round, booked } = await fullDate())
})
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("who waits and has a seat there by another booking", () => {
  it("does not wait any more, and never reads that none came free", async () => {
    const entry = await wait(jonas, [round])
    const twice = await wait(jonas, [round], { booker: anke })
    // Nothing is offered any more: the organizer has called Jonas.
    const late = minutesAfter(round.startsAt, -5 * 60)
    await releaseSeat(booked, holder(late))
    const input = { requestId: randomUUID(), sessionId: round.id, participant: jonas, locale: "de" } as const
    done(await addByHand(input, organizer(late)))
    await closeEntries({ now: late })
    expect([await stateOf(entry), await stateOf(twice)]).toEqual(["left", "left"])
    await closeEntries({ now: minutesAfter(round.startsAt, 1) })
    await arrived({ now: minutesAfter(round.startsAt, 1) })
    expect(await db.mail.count({ where: { kind: "waitlist_ended" } })).toBe(0)
  })
})

it("an offer is not taken back like a seat: its person would be the next to have it", async () => {
  await wait(jonas, [round])
  await releaseSeat(booked, holder())
  const { id: seatId } = await db.seat.findFirstOrThrow({ where: { state: "offered" } })
  expect(await releaseByOrganizer({ seatId }, organizer())).toMatchObject({ reason: "not_confirmed" })
  expect(await offeredIn(round)).toEqual([jonas.email])
})

describe("a mail about an offer that waits in the queue", () => {
  const queued = async () => {
    const entry = await wait(jonas, [round])
    await arrived()
    await releaseSeat(booked, holder())
    const { id } = await db.activity.findFirstOrThrow({ where: { kind: "offer.made" } })
    await react(id)
    return entry
  }
  const offers = async () =>
    (await db.mail.findMany({ where: { kind: "offer" } })).map(({ state, skipReason }) => [state, skipReason])

  it("is sent while it can be accepted", async () => {
    await queued()
    await arrived({ now: minutesAfter(monday, 1) })
    expect(await offers()).toEqual([["sent", null]])
  })

  it("is skipped once it was answered, and the journal says so", async () => {
    const entry = await queued()
    done(await declineOffer({ ...entry, scope: "all" }, holder()))
    await arrived({ now: minutesAfter(monday, 1) })
    expect(await offers()).toEqual([["skipped", "answered"]])
  })

  it("is skipped by a worker that comes when the offer has lapsed, and the journal says so", async () => {
    await wait(jonas, [round])
    await releaseSeat(booked, holder())
    const { expiresAt } = await db.seatOffer.findFirstOrThrow()
    const late = minutesAfter(expiresAt, 1)
    await lapseHolds({ now: late })
    await arrived({ now: late })
    // Nobody else waits, so that it is offered to the same person once more.
    expect((await offers()).sort()).toEqual([
      ["sent", null],
      ["skipped", "late"],
    ])
  })
})
