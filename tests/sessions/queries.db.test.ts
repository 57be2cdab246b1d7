import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import {
  findDeskSession,
  findPublicSession,
  getPublicSession,
  listFormats,
  listPastSessions,
  listPublicSessions,
  listSessions,
} from "@/lib/sessions/queries"
import { getSettings, saveSettings, defaultSettings } from "@/lib/sessions/settings"
import { db } from "@/lib/db"
import { cancel, changeNow } from "../support/change"
import { by, minutesAfter, monday, people, world } from "../support/world"

const organizer = by("organizer", monday)
const slugOf = async (id: string) => (await db.format.findUniqueOrThrow({ where: { id } })).slug

describe("the public list", () => {
  it("has what can be seen and lies ahead, by date", async () => {
    const { formats, session, januaryRound, februaryRound } = await world()
    await session(formats.instant, "2027-03-04T10:00", { draft: true })
    const off = await session(formats.instant, "2027-03-05T10:00")
    await changeNow(off, cancel, organizer)
    const listed = await listPublicSessions("de", { format: await slugOf(formats.instant), now: monday })
    expect(listed.map(({ id }) => id)).toEqual([januaryRound.id, februaryRound.id])
    const fromFebruary = await listPublicSessions("de", {
      format: await slugOf(formats.instant),
      now: februaryRound.startsAt,
    })
    expect(fromFebruary).toEqual([])
  })

  it("goes on behind a session, page by page", async () => {
    const { formats, januaryRound, februaryRound } = await world()
    const format = await slugOf(formats.instant)
    const [first] = await listPublicSessions("de", { format, now: monday, limit: 1 })
    expect(first?.id).toBe(januaryRound.id)
    const rest = await listPublicSessions("de", { format, now: monday, after: first })
    expect(rest.map(({ id }) => id)).toEqual([februaryRound.id])
  })

  it("is filtered by language", async () => {
    const { formats, januaryRound } = await world()
    await db.groupSession.update({ where: { id: januaryRound.id }, data: { language: "en" } })
    const english = await listPublicSessions("de", {
      format: await slugOf(formats.instant),
      language: "en",
      now: monday,
    })
    expect(english.map(({ id }) => id)).toEqual([januaryRound.id])
  })
})

describe("free seats", () => {
  it("are what is not taken, and a hold that has run out is free before it is swept", async () => {
    const { session, formats, book, hold } = await world()
    const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 2 })
    await book(people.petra, small)
    await hold(people.jonas, small)
    expect(await findPublicSession({ id: small.id }, "de", monday)).toMatchObject({ seatsFree: 0, bookable: false })
    expect(await findPublicSession({ id: small.id }, "de", minutesAfter(monday, 30))).toMatchObject({
      seatsFree: 1,
      bookable: true,
    })
    expect(await findPublicSession({ id: small.id }, "de", small.startsAt)).toMatchObject({ bookable: false })
  })

  it("are all that is told of the people in a session", async () => {
    const { januaryRound, book } = await world()
    const before = await findPublicSession({ id: januaryRound.id }, "de", monday)
    await book(people.petra, januaryRound)
    const after = await findPublicSession({ id: januaryRound.id }, "de", monday)
    expect(JSON.stringify(after)).not.toMatch(/petra|muster/i)
    // One is enough here: that it takes place is public, and then there is nothing left to decide.
    const decided = { status: "published", decideBy: before?.decideBy }
    expect({ ...after, ...decided, seatsFree: 8, updatedAt: before?.updatedAt }).toEqual(before)
  })
})

describe("one session", () => {
  it("is found by slug and id, also when it is over or off, in the reader's language", async () => {
    const { januaryRound, pricedRound } = await world()
    expect(await getPublicSession({ slug: januaryRound.slug }, "en", monday)).toMatchObject({
      id: januaryRound.id,
      price: null,
      format: { admission: "instant" },
    })
    expect(await getPublicSession({ id: pricedRound.id }, "de", monday)).toMatchObject({
      price: { netCents: 29_000, vatRateBasisPoints: 1900, currency: "EUR" },
    })
    await changeNow(januaryRound, cancel, organizer)
    expect(await findPublicSession({ slug: januaryRound.slug }, "de", monday)).toMatchObject({
      status: "cancelled",
      bookable: false,
    })
  })

  it("is nobody's as a draft, and nonsense finds nothing", async () => {
    const { session, formats } = await world()
    const draft = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    expect(await findPublicSession({ slug: draft.slug }, "de", monday)).toBeNull()
    for (const slug of ["", "\u0000", "../etc", "x".repeat(5000), "__proto__"])
      expect(await findPublicSession({ slug }, "de", monday)).toBeNull()
    for (const id of ["", "1", "\u0000", randomUUID()]) expect(await findPublicSession({ id }, "de", monday)).toBeNull()
    await expect(getPublicSession({ slug: "unbekannt" }, "de", monday)).rejects.toThrow("not found")
  })
})

it("lists what is over, newest first", async () => {
  const { januaryRound, februaryRound } = await world()
  const after = minutesAfter(februaryRound.startsAt, 90)
  await finishSessions({ now: after })
  const ids = (await listPastSessions("de", { now: after })).map(({ id }) => id)
  expect(ids.indexOf(februaryRound.id)).toBeLessThan(ids.indexOf(januaryRound.id))
  expect(ids).toContain(januaryRound.id)
})

describe("the desk", () => {
  it("sees drafts too, and the seats by state", async () => {
    const { session, formats, reviewedRound, book, hold, answerAll } = await world()
    const draft = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    await book(people.petra, reviewedRound)
    await answerAll()
    await book(people.jonas, reviewedRound)
    await hold(people.karin, reviewedRound)
    expect(await findDeskSession(reviewedRound.id, "de", {}, monday)).toMatchObject({
      seats: { confirmed: 1, requested: 1, held: 1, free: 5 },
      revision: 1,
    })
    expect(await findDeskSession(reviewedRound.id, "de", {}, minutesAfter(monday, 31))).toMatchObject({
      seats: { held: 0, free: 6 },
    })
    expect((await listSessions("de", {}, monday)).map(({ id }) => id)).toContain(draft.id)
    expect(await findDeskSession("nonsense", "de")).toBeNull()
  })

  it("shows a host only own sessions", async () => {
    const { januaryRound, februaryRound } = await world()
    const host = await db.teamMember.create({
      data: { email: `${randomUUID()}@runde.example`, name: "Gast", role: "host" },
    })
    await db.groupSession.update({ where: { id: januaryRound.id }, data: { hostId: host.id } })
    const scope = { hostId: host.id }
    expect(await listSessions("de", scope, monday)).toMatchObject([{ id: januaryRound.id, hostName: "Gast" }])
    expect(await findDeskSession(februaryRound.id, "de", scope)).toBeNull()
  })
})

it("lists formats in their order, by kind", async () => {
  const { formats } = await world()
  expect((await listFormats("en", "group")).map(({ id }) => id)).toEqual(expect.arrayContaining(Object.values(formats)))
  expect(await listFormats("en", "individual")).toEqual([])
})

describe("settings", () => {
  it("are placeholders until they are saved", async () => {
    await db.settings.deleteMany()
    expect(await getSettings()).toEqual(defaultSettings)
    const own = { ...defaultSettings, name: "Tafelrunde" }
    await saveSettings(own, organizer)
    await saveSettings(own, organizer)
    expect(await getSettings()).toEqual(own)
  })

  it("of an older version take what they lack from the placeholders", async () => {
    const { organizer: _, ...older } = defaultSettings
    await db.settings.update({ where: { id: 1 }, data: { data: older } })
    expect(await getSettings()).toMatchObject({ organizer: defaultSettings.organizer })
  })
})
