import { arrived, entryOf, lastTo, seen } from "../support/inbox"
import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { previewChanges } from "@/lib/notifications/preview-change"
import { getPublicSession } from "@/lib/sessions/queries"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { closeEntries } from "@/lib/waitlist/pass-on-seats"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow, moveTo } from "../support/change"
import { ownDatabase } from "../support/database"
import { by, done, minutesAfter, monday, people, type WorldBooking, type WorldSession } from "../support/world"
import { fullDate } from "./full-date"
import { offeredIn, stateOf, wait } from "./world"

const { jonas, karin } = people
const holder = (now = monday) => by("participant", now)
const organizer = (now = monday) => by("organizer", now)

let w: Awaited<ReturnType<typeof fullDate>>["w"]
let round: WorldSession
let booked: WorldBooking
beforeEach(async () => {
  ;({ w, round, booked } = await fullDate())
})
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** Where its lines break says nothing. */
const letterTo = (name: string) => lastTo(name).text?.replace(/\s+/g, " ")

const expiry = async () =>
  (await db.seat.findFirstOrThrow({ where: { groupSessionId: round.id, state: "offered" } })).expiresAt!

it("nobody reads that a seat went to somebody else which is offered to them again", async () => {
  await wait(jonas, [round])
  await releaseSeat(booked, holder())
  await arrived()
  await lapseHolds({ now: new Date(+(await expiry()) + 1) })
  expect(await offeredIn(round)).toEqual([jonas.email])
  await arrived()
  const lapsed = seen.find(({ mail }) => mail.subject?.startsWith("Angebot abgelaufen"))
  expect(lapsed?.mail.text?.replace(/\s+/g, " ")).toContain("dieses Angebot gilt nicht mehr")
  for (const { mail } of seen) expect(mail.text).not.toMatch(/weitergegeben|Ende der Reihe/)
})

describe("a session that is moved", () => {
  const later = moveTo("2027-01-22T14:00")

  it("is told to whoever waits for it by name, and to nobody who does not", async () => {
    await wait(jonas, [round])
    await wait(karin, [], { formatId: w.formats.instant, wishes: [{ weekday: 4, from: "07:00", until: "12:00" }] })
    await arrived()
    done(await changeNow(round, later, organizer()))
    const subject = "Verschoben: 21.01. → 22.01.2027"
    expect(await arrived()).toEqual([`jonas: ${subject}`, `petra: ${subject}`])
    expect(letterTo("jonas")).toContain("Die Vormerkung bleibt bestehen.")
    expect(letterTo("jonas")).not.toMatch(/Platz freigeben|behalten/)
    expect(letterTo("jonas")).toMatch(/\?to=waiting/)
    expect(entryOf(lastTo("jonas"))).toBeNull()
  })

  it("is told to whom a seat in it is offered, and nobody agrees to a time that they have not seen", async () => {
    const entry = await wait(jonas, [round])
    await releaseSeat(booked, holder())
    await arrived()
    const impact = await previewChanges([{ sessionId: round.id, change: later }], monday)
    expect(impact.mails).toEqual([{ kind: "session_moved", about: "time", locale: "de", count: 1 }])
    done(await changeNow(round, later, organizer()))
    expect(await arrived()).toEqual(["jonas: Verschoben: 21.01. → 22.01.2027"])
    expect(letterTo("jonas")).toMatch(/Der Platz ist weiter bis .* für Sie reserviert\./)
    expect(await acceptOffer(entry, holder())).toMatchObject({ reason: "conditions_changed" })
    const { conditions } = await getPublicSession(round, "de", monday)
    expect(await acceptOffer({ ...entry, conditions }, holder())).toMatchObject({ ok: true, status: "confirmed" })
  })

  it("is counted for those who wait before it is moved", async () => {
    await wait(jonas, [round])
    const { mails } = await previewChanges([{ sessionId: round.id, change: later }], monday)
    expect(mails).toEqual([{ kind: "session_moved", about: "time", locale: "de", count: 2 }])
  })
})

describe("a session that is called off while a seat in it is offered", () => {
  const offered = async (dates: WorldSession[]) => {
    const entry = await wait(jonas, dates)
    await releaseSeat(booked, holder())
    await arrived()
    done(await changeNow(round, cancel, organizer(), { message: "Ich bin erkrankt." }))
    await closeEntries({ now: monday })
    return entry
  }

  it("is told to them, and that they wait on", async () => {
    const full = await w.session(w.formats.instant, "2027-01-28T10:00", { capacity: 1 })
    await w.book(karin, full)
    const entry = await offered([round, full])
    expect(await arrived()).toEqual(["jonas: Abgesagt: Termin am Do., 21.01.2027"])
    expect(letterTo("jonas")).toContain("Die Vormerkung bleibt für alles andere bestehen.")
    expect(letterTo("jonas")).toContain("> Ich bin erkrankt.")
    expect(letterTo("jonas")).toMatch(/\?to=waiting/)
    expect(await stateOf(entry)).toBe("waiting")
  })

  it("is told once where it was all they waited for", async () => {
    const entry = await offered([round])
    expect(await arrived()).toEqual(["jonas: Vormerkung beendet: Do., 21.01.2027"])
    expect(await stateOf(entry)).toBe("lapsed")
  })
})

describe("who sits at one of several dates by another booking", () => {
  it("reads that waiting for the others has ended, and of the others only", async () => {
    const other = await w.session(w.formats.instant, "2027-01-14T10:00", { capacity: 1 })
    await w.book(karin, other)
    const entry = await wait(jonas, [round, other])
    const late = minutesAfter(round.startsAt, -5 * 60)
    await releaseSeat(booked, holder(late))
    const input = { requestId: randomUUID(), sessionId: round.id, participant: jonas, locale: "de" } as const
    done(await addByHand(input, organizer(late)))
    await arrived({ now: late })
    await closeEntries({ now: minutesAfter(round.startsAt, 1) })
    expect(await arrived()).toEqual(["jonas: Vormerkung beendet: Do., 14.01.2027"])
    expect(letterTo("jonas")).not.toContain("21.01.2027")
    expect(await stateOf(entry)).toBe("lapsed")
  })
})
