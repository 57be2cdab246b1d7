import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { findFirstSteps, listSessionTasks } from "@/lib/bookings/queries-today"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { countEarlierVisits, countLeadTimes, listSessionNumbers, readNumbers } from "@/lib/numbers/queries"
import { listSessions } from "@/lib/sessions/queries"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { cancel, changeNow } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { countQueries } from "../support/query-count"
import { at, by, done, minutesAfter, monday, people, world, type WorldBooking } from "../support/world"

const next = (scope: { hostId?: string }, now: Date) => listSessions("de", { ...scope, show: "current", limit: 1 }, now)
const always = { from: new Date(0), until: at("2100-01-01T00:00") }
const spring = at("2027-03-01T09:00")
const participant = (now: Date) => by("participant", now)

let place: Awaited<ReturnType<typeof world>>
beforeEach(async () => {
  await renewOwnDatabase()
  place = await world()
})

const attend = async ({ bookingId }: WorldBooking, attendance: "attended" | "excused" | "absent") => {
  const { id, groupSessionId } = await db.seat.findFirstOrThrow({ where: { bookingId, state: "confirmed" } })
  done(await recordAttendance({ sessionId: groupSessionId, seatIds: [id], attendance }, by("organizer", spring)))
}

/** January: Petra is there, Jonas goes and Karin comes instead; February: Petra sends Paula, Thomas is missing. */
async function winter() {
  const { januaryRound, februaryRound, book } = place
  const petra = await book(people.petra, januaryRound)
  const jonas = await book(people.jonas, januaryRound)
  done(await releaseSeat({ bookingId: jonas.bookingId }, participant(at("2027-01-13T09:00"))))
  const karin = await book(people.karin, januaryRound, { now: at("2027-01-13T15:00") })
  const again = await book(people.petra, februaryRound)
  const thomas = await book(people.thomas, februaryRound)
  const before = at("2027-02-01T09:00")
  done(await substituteParticipant({ bookingId: again.bookingId, participant: people.paula }, participant(before)))
  const karinAgain = await book(people.karin, februaryRound, { now: before })
  await finishSessions({ now: spring })
  for (const booking of [petra, again, karinAgain]) await attend(booking, "attended")
  await attend(karin, "excused")
  await attend(thomas, "absent")
}

describe("the numbers of a winter", () => {
  it("are what was counted by hand", async () => {
    await winter()
    const numbers = await readNumbers(always, spring)
    const said = Object.fromEntries(
      Object.values(numbers).map(({ name, part, whole }) => [name, `${part} of ${whole}`]),
    )
    expect(said).toMatchObject({
      // Five rounds were published; three of them nobody came to.
      held: "5 of 5",
      fill: "5 of 40",
      attendance: "3 of 5",
      noShow: "1 of 5",
      lateCancellation: "1 of 6",
      refill: "1 of 1",
      rescue: "1 of 2",
      // Karin was excused in January: February was her first time.
      returning: "0 of 3",
    })
    expect(numbers.refillHours).toMatchObject({ median: 6, whole: 1 })
    expect(numbers.leadTime).toMatchObject({ whole: 4 })
  })

  it("are those of the span, the format and the host that are asked for", async () => {
    await winter()
    const { januaryRound, formats } = place
    const { slug } = await db.format.findUniqueOrThrow({ where: { id: formats.priced } })
    const host = await db.teamMember.create({ data: { email: "gast@runde.example", name: "Gast", role: "host" } })
    await db.groupSession.update({ where: { id: januaryRound.id }, data: { hostId: host.id } })
    const fill = async (scope: object) => (await readNumbers({ ...always, ...scope }, spring)).fill
    expect(await fill({ from: januaryRound.startsAt, until: minutesAfter(januaryRound.startsAt, 1) })).toMatchObject({
      part: 2,
      whole: 8,
    })
    expect(await fill({ until: januaryRound.startsAt })).toMatchObject({ part: 0, whole: 0 })
    expect(await fill({ format: slug })).toMatchObject({ part: 0, whole: 8 })
    expect(await fill({ hostId: host.id })).toMatchObject({ part: 2, whole: 8 })
    expect(await fill({ hostId: randomUUID() })).toMatchObject({ part: 0, whole: 0 })
  })

  it("leave out what was called off and what is still to come", async () => {
    const { februaryRound } = place
    done(await changeNow(februaryRound, cancel, by("organizer", monday)))
    expect((await readNumbers(always, at("2027-02-05T09:00"))).held).toMatchObject({ part: 2, whole: 3 })
    expect((await readNumbers(always, monday)).held).toMatchObject({ part: 0, whole: 0 })
  })

  it("stand behind the pictures, session by session and by the days before", async () => {
    await winter()
    const sessions = await listSessionNumbers(always, null, spring)
    expect(sessions).toHaveLength(5)
    expect(sessions.find(({ id }) => id === place.januaryRound.id)).toMatchObject({
      ...{ confirmed: 2, capacity: 8, attended: 1, excused: 1, absent: 0 },
    })
    expect((await listSessionNumbers(always, 2, spring)).map(({ id }) => id)).toEqual(
      sessions.slice(3).map(({ id }) => id),
    )
    // Karin came a day and three days before, the others five and eight weeks.
    expect(await countLeadTimes(always, spring)).toEqual([1, 1, 0, 0, 1, 1])
  })

  it("say how often somebody has been here, before this session", async () => {
    await winter()
    const next = await place.session(place.formats.instant, "2027-03-18T10:00", { now: spring })
    const late = await place.book(people.petra, next, { now: spring })
    await place.book(people.thomas, next, { now: spring })
    const { id } = await db.seat.findFirstOrThrow({ where: { bookingId: late.bookingId } })
    expect(await countEarlierVisits(next.id)).toEqual(new Map([[id, 1]]))
    expect(await countEarlierVisits(next.id, { hostId: randomUUID() })).toEqual(new Map())
  })
})

describe("today", () => {
  it("has the next session that people can book, and of a host the own one", async () => {
    const { januaryRound, reviewedRound } = place
    expect(await next({}, monday)).toMatchObject([{ id: januaryRound.id }])
    // Also while it is on: that is when people are ticked off.
    expect(await next({}, minutesAfter(januaryRound.startsAt, 5))).toMatchObject([{ id: januaryRound.id }])
    expect(await next({}, minutesAfter(januaryRound.startsAt, 90))).toMatchObject([{ id: reviewedRound.id }])
    expect(await next({ hostId: randomUUID() }, monday)).toEqual([])
  })

  it("lists what is to be done about sessions, for those who can do it", async () => {
    const { session, formats, hold, book } = place
    const soon = await session(formats.instant, "2026-12-18T10:00", { minimum: 4 })
    const draft = await session(formats.instant, "2026-12-21T10:00", { draft: true })
    await book(people.jonas, soon)
    await hold(people.petra, soon)
    const tasks = async (now: Date, scope = {}) =>
      (await listSessionTasks("de", scope, now)).map(({ id, tasks }) => [id, tasks.map(({ kind }) => kind)])
    expect(await tasks(monday)).toEqual([
      [soon.id, ["below_minimum", "place_missing", "unverified"]],
      [draft.id, ["draft_near"]],
    ])
    const link = { sessionId: soon.id, url: "https://meet.example/soon", shown: null, confirmed: true }
    done(await saveMeetingLink(link, by("organizer", monday)))
    expect((await tasks(monday))[0]).toEqual([soon.id, ["below_minimum", "unverified"]])
    done(await saveMeetingLink({ ...link, url: null, shown: link.url }, by("organizer", monday)))
    expect(await tasks(monday, { lookingOnly: true })).toEqual([])
    expect(await tasks(monday, { hostId: randomUUID() })).toEqual([])
    expect(await tasks(minutesAfter(monday, 31), { sessionId: soon.id })).toEqual([
      [soon.id, ["below_minimum", "place_missing"]],
    ])
    expect(await tasks(at("2026-12-18T12:00"), { lookingOnly: true })).toEqual([[soon.id, ["attendance_missing"]]])
  })

  it("begins with three steps that tick themselves off", async () => {
    expect(await findFirstSteps()).toEqual({ house: false, format: true, sessions: true })
    await saveSettings({ languages: "de" }, by("organizer", monday))
    expect((await findFirstSteps()).house).toBe(false)
    await saveSettings(
      { organizer: { ...defaultSettings.organizer, name: "Martin Mustermann" } },
      by("organizer", monday),
    )
    expect((await findFirstSteps()).house).toBe(true)
  })
})

it("asks the database as often for many rows as for few", async () => {
  const count = () =>
    countQueries(async () => {
      await readNumbers(always, spring)
      await listSessionNumbers(always, 60, spring)
      await countLeadTimes(always, spring)
      await listSessionTasks("de", {}, monday)
      await next({}, monday)
    })
  const before = await count()
  for (let day = 10; day < 30; day++) {
    const { id } = await place.session(place.formats.instant, `2027-01-${day}T15:00`, { capacity: 3 })
    await place.book(people.petra, { id })
    await place.book(people.jonas, { id })
  }
  expect(await count()).toBe(before)
  expect(before).toBeGreaterThan(4)
  expect(before).toBeLessThan(12)
})

it("knows nobody by name", async () => {
  await winter()
  const read = [await readNumbers(always, spring), await listSessionNumbers(always, null, spring)]
  expect(JSON.stringify(read)).not.toMatch(/petra|muster|@/i)
  expect(await ownDatabase().query("SELECT 1 FROM activities WHERE kind = 'attendance.recorded'")).toHaveLength(5)
})
