import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { by, done, minutesAfter, monday, people, world } from "../support/world"
import { join, offeredIn, stateOf, wait } from "./world"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { deriveCode } from "@/lib/secrets"

const { petra, jonas, karin } = people
const holder = (now = monday) => by("participant", now)
const organizer = (now = monday) => by("organizer", now)

let w: Awaited<ReturnType<typeof world>>
beforeEach(async () => {
  await renewOwnDatabase()
  w = await world()
})
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** A Wednesday's morning: the rounds of the world are on other days. */
const wishing = () => ({ formatId: w.formats.instant, wishes: [{ weekday: 3, from: "09:00", until: "12:00" }] })

describe("in the same moment, and not in the next minute, a seat is offered", () => {
  it("of a draft that is published", async () => {
    const draft = await w.session(w.formats.instant, "2027-01-20T10:00", { capacity: 1, draft: true })
    const entry = await wait(jonas, [], wishing())
    done(await publishGroupSession({ sessionId: draft.id }, organizer()))
    expect([await offeredIn(draft), await stateOf(entry)]).toEqual([[jonas.email], "offered"])
  })

  it("to whoever has wished for such a date, when they prove their mailbox", async () => {
    const { entryId, bookingId } = await join(jonas, [], wishing())
    const free = await w.session(w.formats.instant, "2027-01-20T10:00", { capacity: 1 })
    done(await verifyEntry({ entryId, proof: { code: deriveCode("booking", bookingId, 1) } }, { now: monday }))
    expect(await offeredIn(free)).toEqual([jonas.email])
  })

  it("to whoever says no to one date, of another that has come free since", async () => {
    const [one, two] = [
      await w.session(w.formats.instant, "2027-01-20T10:00", { capacity: 1 }),
      await w.session(w.formats.instant, "2027-01-27T10:00", { capacity: 1 }),
    ]
    const seats = [await w.book(petra, one), await w.book(karin, two)]
    const entry = await wait(jonas, [one, two])
    for (const seat of seats) await releaseSeat(seat, holder())
    expect([await offeredIn(one), await offeredIn(two)]).toEqual([[jonas.email], []])
    const declined = await declineOffer({ ...entry, scope: "date" }, holder(minutesAfter(monday, 1)))
    expect(declined).toEqual({ ok: true, waiting: true })
    expect([await offeredIn(one), await offeredIn(two)]).toEqual([[], [jonas.email]])
  })
})

it("a wish is for dates in the language of who wishes, a date that is named for what it is", async () => {
  const english = await w.session(w.formats.instant, "2027-01-20T10:00", { capacity: 1 })
  await db.groupSession.update({ where: { id: english.id }, data: { language: "en" } })
  await wait(jonas, [], wishing())
  expect(await offeredIn(english)).toEqual([])
  await wait(karin, [english])
  expect(await offeredIn(english)).toEqual([karin.email])
})
