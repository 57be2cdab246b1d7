import { afterEach, describe, expect, it } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { by, minutesAfter, monday, people, seatsOf, world } from "../support/world"
import { offeredIn, stateOf, wait } from "./world"

const { petra, paula, jonas, karin, thomas } = people
const holder = (now = monday) => by("participant", now)
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** A session of one seat, taken by Petra. */
async function fullRound() {
  const small = await world()
  const round = await small.session(small.formats.instant, "2027-01-21T10:00", { capacity: 1 })
  return { ...small, round, booked: await small.book(petra, round) }
}

describe("a seat that comes free", () => {
  it("is offered to whoever has waited longest, in the same moment", async () => {
    const { round, booked } = await fullRound()
    const first = await wait(jonas, [round])
    const second = await wait(karin, [round], { now: minutesAfter(monday, 1) })
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    expect(await offeredIn(round)).toEqual([jonas.email])
    expect([await stateOf(first), await stateOf(second)]).toEqual(["offered", "waiting"])
  })

  it("is not offered where it only changes hands", async () => {
    const { round, booked } = await fullRound()
    const entry = await wait(jonas, [round])
    await substituteParticipant({ bookingId: booked.bookingId, participant: paula }, holder())
    expect([await offeredIn(round), await stateOf(entry)]).toEqual([[], "waiting"])
  })

  it("goes to the queue when a hold lapses in the way of somebody else", async () => {
    const { round, booked, hold } = await fullRound()
    await releaseSeat(booked, holder())
    await hold(karin, round)
    await wait(jonas, [round], { now: minutesAfter(monday, 5) })
    await expect(hold(thomas, round, { now: minutesAfter(monday, 31) })).rejects.toThrow("session_full")
    expect(await offeredIn(round)).toEqual([jonas.email])
  })

  it("is taken by accepting, once, and the entry is over", async () => {
    const { round, booked } = await fullRound()
    const entry = await wait(jonas, [round])
    await releaseSeat(booked, holder())
    const accepted = await acceptOffer(entry, holder())
    expect(accepted).toMatchObject({ ok: true, status: "confirmed" })
    expect(await acceptOffer(entry, holder())).toEqual(accepted)
    expect(await seatsOf(entry)).toEqual([{ seat: "confirmed", sessionId: round.id }])
    expect(await stateOf(entry)).toBe("accepted")
  })

  it("goes to the next when it is declined", async () => {
    const { round, booked } = await fullRound()
    const [first, second] = [await wait(jonas, [round]), await wait(karin, [round], { now: minutesAfter(monday, 1) })]
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    await declineOffer({ ...first, scope: "date" }, holder(minutesAfter(monday, 3)))
    expect([await stateOf(first), await stateOf(second)]).toEqual(["declined", "offered"])
    await leaveWaitlist(second, holder(minutesAfter(monday, 4)))
    expect([await offeredIn(round), await stateOf(second)]).toEqual([[], "left"])
  })

  it("goes to the next when it is let pass, and the first waits at the end, once", async () => {
    const { round, booked } = await fullRound()
    const [first, second] = [await wait(jonas, [round]), await wait(karin, [round], { now: minutesAfter(monday, 1) })]
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    const states = [await stateOf(first), await stateOf(second)]
    for (let turn = 0; turn < 4; turn++) {
      const { expiresAt } = await db.seat.findFirstOrThrow({ where: { groupSessionId: round.id, state: "offered" } })
      await drainJobs()
      await lapseHolds({ now: expiresAt! })
      expect(await offeredIn(round), "in the last instant it still stands").toHaveLength(1)
      await lapseHolds({ now: new Date(+expiresAt! + 1) })
      states.push(await stateOf(first), await stateOf(second))
    }
    const pairs = states.map((_, index) => states.slice(index, index + 2)).filter((_, index) => index % 2 === 0)
    expect(pairs).toEqual([
      ["offered", "waiting"],
      ["waiting", "offered"],
      ["offered", "waiting"],
      ["lapsed", "offered"],
      ["lapsed", "lapsed"],
    ])
  })

  it("is not let pass by whom nobody has told of it: they keep their place, and hear of no lapse", async () => {
    const { round, booked } = await fullRound()
    const [first, second] = [await wait(jonas, [round]), await wait(karin, [round], { now: minutesAfter(monday, 1) })]
    await drainJobs()
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    for (let turn = 0; turn < 2; turn++) {
      const { expiresAt } = await db.seat.findFirstOrThrow({ where: { groupSessionId: round.id, state: "offered" } })
      await lapseHolds({ now: new Date(+expiresAt! + 1) })
    }
    expect([await stateOf(first), await stateOf(second)]).toEqual(["offered", "waiting"])
    expect(await db.waitlistEntry.findUnique({ where: { id: first.entryId } })).toMatchObject({ lapses: 0 })
    await drainJobs()
    const mails = await db.mail.findMany({ where: { bookingId: first.bookingId }, orderBy: { createdAt: "asc" } })
    expect(mails.map(({ kind, state }) => [kind, state]).slice(-3)).toEqual([
      ["offer", "skipped"],
      ["offer", "skipped"],
      ["offer", "kept"],
    ])
  })
})
