import { addOwner, arrived, emptyInbox, lastTo } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { settleViability } from "@/lib/bookings/settle-viability"
import { db } from "@/lib/db"
import { findDeskSession, findPublicSession } from "@/lib/sessions/queries"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import type { GuaranteeRule } from "@/lib/sessions/schema"
import { cancel, changeNow, moveTo } from "../support/change"
import { at, by, done, logOf, monday, people, world, type WorldSession } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
let w: World

beforeEach(async () => {
  await emptyInbox()
  w = await world()
  // On the same day, and nobody is in it: it would be told of as well.
  done(await changeNow(w.januaryRound, cancel, organizer))
})

const organizer = by("organizer", monday)
// Of Thursday, 14.01.2027: the decision on Thursday before, and the word two working days before that.
const near = at("2027-01-05T08:00")
const decision = at("2027-01-07T17:00")

/** Thursday, 14.01.2027, for two at least. */
async function round(guarantee: GuaranteeRule = "at_minimum", minimum = 2): Promise<WorldSession> {
  await db.format.update({ where: { id: w.formats.instant }, data: { guarantee } })
  return w.session(w.formats.instant, "2027-01-14T10:00", { minimum })
}
const said = async ({ id }: WorldSession) =>
  (await logOf({ sessionId: id })).map(({ kind }) => kind).filter((kind) => /viability|guaranteed/.test(kind))
const statusOf = async ({ id }: WorldSession) => (await db.groupSession.findUniqueOrThrow({ where: { id } })).status

describe("a session below its minimum", () => {
  it("is told of when its decision is near, and when it has passed, once each", async () => {
    const session = await round()
    await w.book(w.petra, session)
    await addOwner("none")
    await arrived()
    for (const now of [at("2027-01-05T07:59"), near, near, at("2027-01-07T16:59"), decision, at("2027-01-12T09:00")])
      await settleViability({ now })
    expect(await said(session)).toEqual(["viability.near", "viability.passed"])
    expect(await arrived()).toEqual([
      "erika: Bald zu entscheiden: Do., 14.01.2027",
      "erika: Noch nicht entschieden: Do., 14.01.2027",
    ])
    expect(lastTo("erika").text).toContain("eine Zusage, nötig sind 2")
  })

  it("is told of anew when it is moved, and not after the start", async () => {
    const session = await round()
    await settleViability({ now: decision })
    done(await changeNow(session, moveTo("2027-01-21T10:00"), by("organizer", at("2027-01-08T09:00"))))
    await settleViability({ now: at("2027-01-12T08:00") })
    await settleViability({ now: at("2027-01-21T10:00") })
    expect(await said(session)).toEqual(["viability.passed", "viability.near"])
  })

  it("is not told of by a worker that comes late, once it is decided", async () => {
    const session = await round()
    await addOwner()
    await settleViability({ now: decision })
    done(await guaranteeGroupSession({ sessionId: session.id }, organizer))
    expect(await arrived()).toEqual([])
  })

  it("waits while a change of it is planned", async () => {
    const session = await round()
    await db.$executeRaw`ALTER TABLE group_sessions DISABLE TRIGGER USER`
    await db.groupSession.update({ where: { id: session.id }, data: { pausedUntil: decision } })
    await db.$executeRaw`ALTER TABLE group_sessions ENABLE TRIGGER USER`
    await settleViability({ now: decision })
    expect(await said(session)).toEqual([])
    expect(await guaranteeGroupSession({ sessionId: session.id }, organizer)).toMatchObject({
      reason: "session_paused",
    })
  })
})

describe("it takes place", () => {
  it("with the confirmation that makes it enough, and whoever had a seat before is told", async () => {
    const session = await round()
    await w.book(w.petra, session)
    expect(await arrived()).toEqual(["petra: Ihr Platz am Do., 14.01.2027"])
    expect((lastTo("petra").text ?? "").replace(/\s+/g, " ")).toContain("entscheidet sich bis Do., 07.01.")
    await w.book(w.jonas, session, { booker: w.anke, now: at("2026-12-08T09:00") })
    expect(await statusOf(session)).toBe("guaranteed")
    const mails = await arrived()
    expect(mails.filter((mail) => mail.includes("Findet statt"))).toEqual(["petra: Findet statt: Do., 14.01.2027"])
    expect(lastTo("petra").text).not.toMatch(/Jonas|Beispiel & Söhne|Anke|\b[12] (Personen|Zusagen)/)
    expect(lastTo("jonas").text).not.toContain("entscheidet sich")
  })

  it("on the decision date, where the format waits for that: not while it is only enough, and later if it is late", async () => {
    const session = await round("at_decision")
    const petra = await w.book(w.petra, session)
    await w.book(w.jonas, session)
    expect(await statusOf(session)).toBe("published")
    await settleViability({ now: at("2027-01-07T16:59") })
    expect(await said(session)).toEqual([])
    done(await releaseSeat({ bookingId: petra.bookingId }, by("participant", at("2027-01-07T16:59"))))
    await settleViability({ now: decision })
    expect(await said(session)).toEqual(["viability.passed"])
    await w.book(w.karin, session, { now: at("2027-01-08T09:00") })
    await settleViability({ now: at("2027-01-08T09:01") })
    expect(await said(session)).toEqual(["viability.passed", "session.guaranteed"])
  })

  it("by hand only, where the format says so", async () => {
    const session = await round("by_hand")
    await w.book(w.petra, session)
    await w.book(w.jonas, session)
    await settleViability({ now: near })
    await settleViability({ now: decision })
    expect(await said(session)).toEqual(["viability.near", "viability.passed"])
    done(await guaranteeGroupSession({ sessionId: session.id }, organizer))
    expect(await statusOf(session)).toBe("guaranteed")
  })

  it("when the minimum is lowered to those who have confirmed", async () => {
    const session = await round("at_minimum", 3)
    await w.book(w.petra, session)
    await w.book(w.jonas, session)
    const edit = { language: "de", placeText: null, hostId: null } as const
    done(await changeNow(session, { kind: "edit", ...edit, minimum: 2 }, organizer))
    expect(await statusOf(session)).toBe("guaranteed")
  })

  it("one-way: a seat that is given back changes nothing", async () => {
    const session = await round()
    const petra = await w.book(w.petra, session)
    await w.book(w.jonas, session)
    done(await releaseSeat({ bookingId: petra.bookingId }, by("participant", monday)))
    await settleViability({ now: decision })
    expect(await statusOf(session)).toBe("guaranteed")
    expect(await said(session)).toEqual(["session.guaranteed"])
  })
})

describe("what others see", () => {
  it("is the minimum and the day, the same for nobody and for one less than enough", async () => {
    const session = await round("at_minimum", 3)
    const shown = async (now = monday) => {
      const found = await findPublicSession({ id: session.id }, "de", now)
      return found && { status: found.status, minimum: found.minimum, decideBy: found.decideBy }
    }
    const before = await shown()
    expect(before).toEqual({ status: "published", minimum: 3, decideBy: decision })
    await w.book(w.petra, session)
    await w.book(w.jonas, session)
    expect(await shown()).toEqual(before)
    // The day has passed: it is not named any more.
    expect((await shown(decision))?.decideBy).toBeNull()
    await w.book(people.karin, session)
    expect(await shown()).toEqual({ status: "guaranteed", minimum: 3, decideBy: null })
  })

  it("keeps the day that was announced when the format is edited", async () => {
    const session = await round()
    await db.format.update({ where: { id: w.formats.instant }, data: { decisionWorkingDays: 10 } })
    expect((await findDeskSession(session.id, "de"))?.decideBy).toEqual(decision)
    const next = await w.session(w.formats.instant, "2027-01-14T10:00", { minimum: 2 })
    // No working day less: New Year's Day is a holiday everywhere.
    expect((await findDeskSession(next.id, "de"))?.decideBy).toEqual(at("2026-12-30T17:00"))
  })

  it("calls off with the sentence and offers everybody the open dates, one click away", async () => {
    const session = await round()
    await w.book(w.petra, session)
    await arrived()
    done(await changeNow(session, cancel, organizer, { message: "Leider zu wenige." }))
    await arrived()
    expect(lastTo("petra").text).toContain("> Leider zu wenige.")
    expect(lastTo("petra").text).toMatch(/open\/\S+date=/)
  })
})
