import { describe, expect, it } from "vitest"
import { getHolderBooking, listHolderBookings } from "@/lib/bookings/queries"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { findPublicSession, listSessions } from "@/lib/sessions/queries"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { countWaiting, findHolderEntry, findTypedEntry, listHolderEntries, listWaiting } from "@/lib/waitlist/queries"
import { listCalls, listOffers } from "@/lib/waitlist/queries-desk"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { ownDatabase } from "../support/database"
import { by, done, monday, people, world } from "../support/world"
import { join, wait } from "./world"

const { query } = ownDatabase()
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000)
const participant = (bookingId: string) => ({ bookingId, role: "participant" as const, generation: 1 })
const manage = (bookingId: string) => ({ ...participant(bookingId), purpose: "manage" as const })

/** A full session of one seat in which Petra sits, and for which Jonas and then Karin wait. */
async function fullRound() {
  const w = await world()
  const round = await w.session(w.formats.instant, "2027-01-14T10:00", { capacity: 1 })
  const petra = await w.book(w.petra, round)
  const [jonas, karin] = [
    await wait(w.jonas, [round], { now: later(1) }),
    await wait(w.karin, [round], { now: later(2) }),
  ]
  const give = async (minutes: number) =>
    done(await releaseSeat({ bookingId: petra.bookingId }, by("participant", later(minutes))))
  return { ...w, round, petra, jonas, karin, give }
}

describe("a holder who only waits", () => {
  it("has an entry and no booking, also with an offer and after a no", async () => {
    const { jonas, give } = await fullRound()
    const seen = async () => [
      await getHolderBooking(participant(jonas.bookingId), "de", later(4)),
      (await findHolderEntry(participant(jonas.bookingId), "de", later(4)))?.state,
    ]
    expect(await seen()).toEqual([null, "waiting"])
    await give(3)
    expect(await seen()).toEqual([null, "offered"])
    done(await declineOffer({ entryId: jonas.entryId, scope: "all" }, by("participant", later(4))))
    expect(await seen()).toEqual([null, "declined"])
    expect(await listHolderBookings([manage(jonas.bookingId)], "de")).toEqual([])
  })

  it("is nobody any more once the booking is somebody else's", async () => {
    const { jonas } = await fullRound()
    await db.booking.update({ where: { id: jonas.bookingId }, data: { participantGeneration: 2 } })
    expect(await findHolderEntry(participant(jonas.bookingId), "de")).toBeNull()
  })

  it("finds open entries with what else they hold, and none that is closed", async () => {
    const { jonas, karin } = await fullRound()
    done(await declineOffer({ entryId: karin.entryId, scope: "all" }, by("participant", later(4))))
    const entries = await listHolderEntries([manage(jonas.bookingId), manage(karin.bookingId)], "de")
    expect(entries.map(({ id }) => id)).toEqual([jonas.entryId])
  })

  it("shows the browser that typed it where the code went, until it was entered", async () => {
    const { round, thomas, jonas, petra } = await fullRound()
    const typed = await join(thomas, [round])
    expect(await findTypedEntry(typed.bookingId)).toMatchObject({ open: true, email: thomas.email })
    expect(await findTypedEntry(jonas.bookingId)).toMatchObject({ open: false, email: null })
    expect(await findTypedEntry(petra.bookingId)).toBeNull()
  })
})

describe("a holder who waits with a seat", () => {
  it("keeps what the booking says, whatever became of an offer", async () => {
    const { round, petra, jonas, karin, give, thomas, book, februaryRound } = await fullRound()
    for (const { entryId } of [jonas, karin])
      done(await declineOffer({ entryId, scope: "all" }, by("participant", later(2))))
    const { bookingId } = await book(thomas, februaryRound)
    done(await waitForSession({ bookingId, sessionId: round.id }, by("participant", later(3))))
    const state = async () => (await getHolderBooking(participant(bookingId), "de", later(5)))?.state
    expect(await state()).toBe("confirmed")
    await give(4)
    expect(await state()).toBe("confirmed")
    done(await releaseSeat({ bookingId }, by("participant", later(5))))
    const after = await getHolderBooking(participant(bookingId), "de", later(6))
    expect(after).toMatchObject({ state: "released", session: { id: februaryRound.id } })
    void petra
  })
})

describe("others", () => {
  it("see a session with an offered seat as full, also when the offer has run out and nobody has swept", async () => {
    const { round, give } = await fullRound()
    await give(3)
    const full = { seatsFree: 0, bookable: false }
    expect(await findPublicSession(round, "de", later(4))).toMatchObject(full)
    const [{ expires_at: until } = { expires_at: monday }] = await query<{ expires_at: Date }>(
      "SELECT expires_at FROM seats WHERE state = 'offered'",
    )
    expect(await findPublicSession(round, "de", new Date(until.getTime() + 60_000))).toMatchObject(full)
  })
})

describe("the desk", () => {
  it("sees who waits, in order and with whoever entered them, and what is offered", async () => {
    const { round, jonas, karin, give, thomas, anke, book, februaryRound } = await fullRound()
    const assisted = await wait(thomas, [round], { now: later(3), booker: anke })
    const { bookingId } = await book({ ...thomas, email: "t2@vorlage-logistik.example" }, februaryRound)
    done(await waitForSession({ bookingId, sessionId: round.id }, by("participant", later(4))))
    await give(5)
    const people = await listWaiting(round.id)
    expect(people.map(({ entryId }) => entryId).slice(0, 2)).toEqual([karin.entryId, assisted.entryId])
    expect(people[1]).toMatchObject({ place: 2, booker: { name: anke.name, email: anke.email }, keeps: null })
    expect(people[2]).toMatchObject({ bookingId, booker: null })
    expect(people[2]?.keeps).toBeInstanceOf(Date)
    expect(await listOffers(round.id)).toMatchObject([{ entryId: jonas.entryId, state: "open" }])
    const [session] = await listSessions("de", { id: round.id }, later(6))
    expect(session?.seats).toEqual({ confirmed: 0, requested: 0, offered: 1, held: 0, free: 0 })
    done(await declineOffer({ entryId: jonas.entryId, scope: "all" }, by("participant", later(7))))
    expect((await listOffers(round.id)).map(({ state }) => state)).toEqual(["open", "declined"])
  })

  it("shows a host only own sessions", async () => {
    const { round, give } = await fullRound()
    await give(3)
    const scope = { hostId: "00000000-0000-4000-8000-000000000000" }
    expect(await listWaiting(round.id, scope)).toEqual([])
    expect(await listOffers(round.id, scope)).toEqual([])
  })

  it("has a list to call in the last six hours, and only while a seat is free and somebody waits", async () => {
    const { round, give } = await fullRound()
    const start = (await db.groupSession.findUniqueOrThrow({ where: { id: round.id } })).startsAt
    const before = (hours: number) => new Date(start.getTime() - hours * 3_600_000)
    const called = async (hours: number, scope = {}) =>
      (await listCalls(scope, before(hours))).map((call) => call.waiting)
    expect(await called(3)).toEqual([])
    await give((start.getTime() - monday.getTime()) / 60_000 - 5 * 60)
    expect(await called(3)).toEqual([2])
    expect(await called(3, { hostId: "00000000-0000-4000-8000-000000000000" })).toEqual([])
    expect(await called(7)).toEqual([])
    expect(await called(-1)).toEqual([])
  })

  it("does not call about a seat whoever has one there by now", async () => {
    const { round, give, karin, book } = await fullRound()
    const start = round.startsAt.getTime()
    const near = new Date(start - 5 * 3_600_000)
    await give((start - monday.getTime()) / 60_000 - 5 * 60)
    await db.groupSession.update({ where: { id: round.id }, data: { capacity: 2 } })
    await book(people.karin, round, { now: near })
    const call = (await listCalls({}, near)).find(({ sessionId }) => sessionId === round.id)
    expect(call).toMatchObject({ free: 1, waiting: 1 })
    const waiting = await listWaiting(round.id)
    expect(waiting.map(({ entryId, fits }) => [entryId === karin.entryId, fits])).toEqual([
      [false, true],
      [true, false],
    ])
  })
})

describe("waiting people counted twice", () => {
  it("are one, in how many wait and in the place of whoever comes behind; who has a seat there by now is none", async () => {
    const { round, anke, thomas, session, formats, book } = await fullRound()
    const other = await session(formats.instant, "2027-02-18T10:00", { capacity: 1 })
    await book(people.paula, other)
    await wait(people.jonas, [round], { now: later(3), booker: anke })
    const last = await wait(thomas, [round], { now: later(4) })
    const seen = async () => [
      (await countWaiting([round.id])).get(round.id),
      (await findHolderEntry(participant(last.bookingId), "de", later(5)))?.dates[0]?.place,
    ]
    expect(await seen()).toEqual([3, 3])
    // Petra waits for both, and sits in one of them.
    await wait(people.petra, [round, other], { now: later(3) })
    expect(await seen()).toEqual([3, 3])
  })
})
