import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { planChange } from "@/lib/bookings/plan-change"
import { findFormatImpact } from "@/lib/bookings/queries-changes"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import type { SessionChange } from "@/lib/bookings/schema"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { previewChanges } from "@/lib/notifications/preview-change"
import { renderMail } from "@/lib/notifications/render-mail"
import { ownDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { planOf, revisionOf } from "../support/sessions"
import { berlin, billed, by, done, monday, world } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
let w: World
const organizer = by("organizer", monday, undefined)
const participant = by("participant", monday)
const sentence = "Der Raum ist an diesem Tag belegt; ich bitte um Verständnis."

beforeEach(async () => {
  w = await world()
  await drainJobs()
  await ownDatabase().query("DELETE FROM mails")
})

/**
 * Everything that can be in a session: confirmed with and without an assistant, in both languages, once rebooked, a
 * hold, a request, a rebooking that leads here and one that leads away, somebody from outside asked for.
 */
async function crowdedRound(formatId: string) {
  const round = await w.session(formatId, "2027-03-04T10:00")
  const elsewhere = await w.session(w.formats.reviewed, "2027-03-11T10:00")
  const somebody = (name: string) => ({ ...w.petra, email: `${name}@${name}.example`, company: `${name} GmbH` })
  const confirmed = await w.book(somebody("anna"), round, { booker: w.anke })
  const english = await w.book(somebody("ben"), round)
  await db.booking.update({ where: { id: english.bookingId }, data: { locale: "en" } })
  const leaving = await w.book(somebody("cora"), round)
  const asked = await w.book(somebody("dora"), round)
  const came = await w.book(somebody("emil"), w.januaryRound)
  const coming = await w.book(somebody("frida"), w.januaryRound)
  await w.answerAll()
  done(await rebookSeat({ bookingId: came.bookingId, sessionId: round.id, billing: billed }, participant))
  await w.answerAll()
  done(await rebookSeat({ bookingId: coming.bookingId, sessionId: round.id, billing: billed }, participant))
  done(await rebookSeat({ bookingId: leaving.bookingId, sessionId: elsewhere.id }, participant))
  done(await substituteParticipant({ bookingId: asked.bookingId, participant: w.jonas }, participant))
  await w.hold(somebody("gero"), round)
  await w.book(somebody("hanna"), round, { booker: { name: "Hanna", email: somebody("hanna").email } })
  await drainJobs()
  await ownDatabase().query("DELETE FROM mails")
  return { round, confirmed }
}

/** Plans and carries out, and says what was queued as the preview says it. */
async function whatFollows({ id: sessionId }: { id: string }, change: SessionChange) {
  const revision = await revisionOf(sessionId)
  done(await planChange({ sessionId, revision, change, message: sentence, confirmed: true }, organizer))
  const { id: changeId } = await planOf(sessionId)
  expect(await carryOutChange({ changeId }, organizer)).toMatchObject({ status: "carried_out" })
  await drainJobs()
  const queued = await db.mail.findMany()
  const written = await Promise.all(queued.map((mail) => renderMail(mail, { mask: true })))
  const count = (keys: string[]) =>
    Object.fromEntries([...new Set(keys)].sort().map((key) => [key, keys.filter((each) => each === key).length]))
  return {
    mails: count(queued.map(({ kind, locale }) => `${kind} ${locale}`)),
    calendar: count(written.flatMap(({ calendar }) => calendar?.method ?? [])),
    texts: written.map(({ text }) => text),
  }
}

const preview = ({ id: sessionId }: { id: string }, change: SessionChange, now = monday) =>
  previewChanges([{ sessionId, change }], now)

const said = ({ mails, calendar }: Awaited<ReturnType<typeof previewChanges>>) => ({
  mails: Object.fromEntries(mails.map(({ kind, locale, count }) => [`${kind} ${locale}`, count])),
  calendar: Object.fromEntries(calendar.map(({ method, count }) => [method, count])),
})

describe("the preview agrees with what is sent", () => {
  const changes: [string, SessionChange][] = [
    ["a move", { kind: "move", localStart: "2027-03-05T10:00", timeZone: berlin }],
    ["a cancellation", { kind: "cancel" }],
    ["another capacity", { kind: "capacity", capacity: 20 }],
    ["another place", { kind: "edit", language: "de", placeText: "Haus der Wirtschaft", minimum: 1, hostId: null }],
    ["another language", { kind: "edit", language: "en" }],
    [
      "another time, place and language",
      { kind: "edit", localStart: "2027-03-05T10:00", placeText: "Rathaus", language: "en", capacity: 25 },
    ],
    ["another minimum", { kind: "edit", language: "de", placeText: null, minimum: 3, hostId: null }],
  ]
  it.each(
    changes.flatMap(([name, change]) => (["instant", "reviewed"] as const).map((f) => [name, f, change] as const)),
  )("for %s of a crowded session, %s", { timeout: 40_000 }, async (name, format, change) => {
    if (name.includes("place")) await db.format.update({ where: { id: w.formats[format] }, data: { place: "on_site" } })
    const { round } = await crowdedRound(w.formats[format])
    const seen = await preview(round, change)
    const { texts, ...followed } = await whatFollows(round, change)
    expect(said(seen)).toEqual(followed)
    if (Object.keys(followed.mails).some((key) => key.startsWith("session_")))
      expect(texts.join("\n").replace(/\n> /g, " ")).toContain(sentence.slice(0, 30))
    expect(seen.holds).toBe(1)
    if (change.kind !== "capacity" && name !== "another minimum")
      expect(Object.values(followed.mails).reduce((sum, count) => sum + count)).toBeGreaterThan(6)
  })

  it("and with what becomes of the money", async () => {
    const { round } = await crowdedRound(w.formats.priced)
    const { calledOff } = await preview(round, { kind: "cancel" })
    // Seven sit here at 290 €, those who moved here among them.
    expect(calledOff.map(({ grossCents, paidCents, backCents }) => [grossCents, paidCents, backCents])).toEqual(
      Array(7).fill([34_510, 0, 0]),
    )
    const move = { kind: "move", localStart: "2026-12-12T10:00", timeZone: berlin } as const
    const { leaving } = await preview(round, move)
    expect([leaving?.before[0]?.netCents, leaving?.after[0]?.netCents]).toEqual([0, 101_500])
    expect((await preview(w.januaryRound, move)).leaving).toBeNull()
  })

  it("counts the answers that wait, and names who is in it", async () => {
    const round = await w.session(w.formats.reviewed, "2027-03-04T10:00")
    await w.book(w.petra, round, { booker: w.anke })
    const change: SessionChange = { kind: "capacity", capacity: 9 }
    expect(await preview(round, change)).toMatchObject({ requests: 1, answersWaiting: 0 })
    const { decideAt } = await db.seat.findFirstOrThrow({ where: { groupSessionId: round.id } })
    const shortly = new Date(+decideAt! - 60_000)
    const { people, answersWaiting } = await preview(round, change, shortly)
    expect(answersWaiting).toBe(1)
    await w.answerAll()
    expect(await preview(round, change, decideAt!)).toMatchObject({ requests: 0, answersWaiting: 0 })
    expect(people).toEqual([expect.objectContaining({ name: "Petra Muster", bookerName: "Anke Vorzimmer" })])
  })
})

it("a cancellation leads each person to the open dates in one click, and says nothing to others", async () => {
  await w.book(w.petra, w.januaryRound)
  await drainJobs()
  await ownDatabase().query("DELETE FROM mails")
  const { texts } = await whatFollows(w.januaryRound, { kind: "cancel" })
  const [text = ""] = texts
  const dates = await db.groupSession.findMany({ where: { formatId: w.formats.instant, id: w.februaryRound.id } })
  expect(dates.every(({ slug }) => text.includes(`?to=rebook&date=${slug}`))).toBe(true)
  expect(text).toMatch(/\?to=rebook\s/)
})

it("an edited format reaches the sessions to come in which somebody sits", async () => {
  const none = { sessions: 0, people: 0, priced: 0 }
  expect(await findFormatImpact(w.formats.priced, monday)).toEqual(none)
  await w.book(w.petra, w.pricedRound)
  await w.book(w.jonas, w.pricedRound)
  await w.hold(w.karin, w.pricedRound)
  expect(await findFormatImpact(w.formats.priced, monday)).toEqual({ sessions: 1, people: 2, priced: 2 })
  expect(await findFormatImpact(w.formats.priced, w.pricedRound.startsAt)).toEqual(none)
  expect(await findFormatImpact(randomUUID(), monday)).toEqual(none)
})
