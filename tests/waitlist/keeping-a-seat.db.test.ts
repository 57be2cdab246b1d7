import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { db } from "@/lib/db"
import type { ParticipantInput } from "@/lib/people/schema"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { closeEntries, passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { at, by, done, minutesAfter, monday, people, seatsOf, world, type WorldSession } from "../support/world"
import { offeredIn, stateOf, wait } from "./world"

const { petra, paula, jonas, karin } = people
const holder = (now = monday) => by("participant", now)
const jonasColleague: ParticipantInput = { ...jonas, givenName: "Julia", email: jonas.email.replace("jonas", "julia") }

let w: Awaited<ReturnType<typeof world>>
beforeEach(async () => {
  await renewOwnDatabase()
  w = await world()
})
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** Jonas has a seat on Thursday, 14.01., and would rather have the one that Petra has on Thursday, 04.03. */
async function jonasWaits() {
  const round = await w.session(w.formats.instant, "2027-03-04T10:00", { capacity: 1 })
  const booked = await w.book(petra, round)
  const mine = await w.book(jonas, w.januaryRound)
  const { entryId } = done(await waitForSession({ ...mine, sessionId: round.id }, holder()))
  return { round, booked, mine, entry: { entryId: entryId!, bookingId: mine.bookingId } }
}

describe("a seat that was kept until then and has been used", () => {
  const begun = at("2027-01-14T10:00")

  it("is not given up any more: nothing is offered from the moment on, and the waiting is over without a word", async () => {
    const { round, booked, mine, entry } = await jonasWaits()
    await releaseSeat(booked, holder(begun))
    await passOnSeats({ now: begun })
    expect(await offeredIn(round)).toEqual([])
    await closeEntries({ now: begun })
    expect(await stateOf(entry)).toBe("left")
    expect(await db.activity.count({ where: { kind: "waitlist.ended" } })).toBe(0)
    expect(await seatsOf(mine)).toEqual([{ seat: "confirmed", sessionId: w.januaryRound.id }])
  })

  it("stays the record of where they were, also when the offer was made before", async () => {
    const { booked, mine, entry } = await jonasWaits()
    await releaseSeat(booked, holder(minutesAfter(begun, -60)))
    await finishSessions({ now: minutesAfter(begun, 100) })
    expect(await acceptOffer(entry, holder(minutesAfter(begun, 100)))).toMatchObject({ reason: "session_closed" })
    expect(await seatsOf(mine)).toMatchObject([
      { seat: "confirmed", sessionId: w.januaryRound.id },
      { seat: "offered" },
    ])
  })
})

describe("a seat that is handed over while another is waited for", () => {
  const handOver = (bookingId: string, participant: ParticipantInput) =>
    substituteParticipant({ requestId: randomUUID(), bookingId, participant }, holder(minutesAfter(monday, 5)))

  it("takes nobody to a date they have not asked for: the waiting ends with it", async () => {
    const { mine, entry } = await jonasWaits()
    done(await handOver(mine.bookingId, jonasColleague))
    expect(await stateOf(entry)).toBe("left")
  })

  it("passes on what was offered to the person before", async () => {
    const { round, booked, mine, entry } = await jonasWaits()
    await wait(karin, [round], { now: minutesAfter(monday, 1) })
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    expect(await offeredIn(round)).toEqual([jonas.email])
    done(await handOver(mine.bookingId, jonasColleague))
    expect([await stateOf(entry), await offeredIn(round)]).toEqual(["left", [karin.email]])
    expect(await acceptOffer(entry, holder(minutesAfter(monday, 6)))).toMatchObject({ reason: "no_offer" })
  })

  it("has to be answered or taken back before an offer is accepted, as before a rebooking", async () => {
    const { booked, mine, entry } = await jonasWaits()
    await releaseSeat(booked, holder())
    expect(done(await handOver(mine.bookingId, paula))).toMatchObject({ status: "requested" })
    expect(await acceptOffer(entry, holder(minutesAfter(monday, 6)))).toMatchObject({ reason: "pending_change" })
    done(await withdrawRequest(mine, holder(minutesAfter(monday, 7))))
    expect(await acceptOffer(entry, holder(minutesAfter(monday, 8)))).toMatchObject({ ok: true })
  })
})

describe("a reviewed date that is waited for", () => {
  const waited = async (reviewed: boolean) => {
    const round = await w.session(w.formats.reviewed, "2027-03-04T10:00", { capacity: 1 })
    const booked = await w.book(petra, round)
    await w.answerAll()
    const mine = await w.book(jonas, reviewed ? w.reviewedRound : w.januaryRound)
    const { entryId } = done(await waitForSession({ ...mine, sessionId: round.id }, holder()))
    await releaseSeat(booked, holder())
    await drainJobs()
    expect(done(await acceptOffer({ entryId: entryId! }, holder()))).toMatchObject({ status: "requested" })
    await drainJobs()
    const mail = await db.mail.findFirstOrThrow({
      where: { bookingId: mine.bookingId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    })
    return { round, mine, kind: mail.kind }
  }

  it("is asked for beside the seat that is kept, and the mail says so", async () => {
    const { round, mine, kind } = await waited(false)
    expect(kind).toBe("rebooking_requested")
    expect(await seatsOf(mine)).toEqual([
      { seat: "confirmed", sessionId: w.januaryRound.id },
      { seat: "requested", sessionId: round.id },
    ])
  })

  it("is asked for instead of the date that was only asked for, too", async () => {
    const { round, mine, kind } = await waited(true)
    expect(kind).toBe("reserved")
    expect(await seatsOf(mine)).toEqual([
      { seat: "released rebooked", sessionId: w.reviewedRound.id },
      { seat: "requested", sessionId: round.id },
    ])
  })
})

it("five dates may be waited for at once; one that is over is none of them", async () => {
  const mine = await w.book(jonas, await w.session(w.formats.instant, "2027-06-10T10:00"))
  const rounds: WorldSession[] = []
  for (const day of ["14", "15", "16", "17", "18", "19"])
    rounds.push(await w.session(w.formats.instant, `2027-03-${day}T10:00`, { capacity: 1 }))
  for (const round of rounds) await w.book(petra, round)
  const ask = (index: number, now = monday) => waitForSession({ ...mine, sessionId: rounds[index]!.id }, holder(now))
  for (const index of [0, 1, 2, 3, 4]) done(await ask(index))
  expect(await ask(5)).toMatchObject({ reason: "too_many_dates" })
  done(await ask(5, at("2027-03-14T10:00")))
})
