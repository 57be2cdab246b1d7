import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, it } from "vitest"
import { listHappenings } from "@/lib/bookings/list-happenings"
import { listOpenRequests } from "@/lib/bookings/queries"
import { db } from "@/lib/db"
import { listTeam } from "@/lib/people/queries"
import { listFormats, listSessions } from "@/lib/sessions/queries"
import { countSessions, type DeskScope, findSeries, listClashes } from "@/lib/sessions/queries-desk"
import { getSettings } from "@/lib/sessions/settings"
import { ownDatabase } from "../support/database"
import { countQueries } from "../support/query-count"
import { at, minutesAfter, monday, people, world } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
let w: World
let host: string
beforeAll(async () => {
  w = await world()
  host = (await db.teamMember.create({ data: { email: "hanna@runde.example", name: "Hanna 100%", role: "host" } })).id
  await db.groupSession.update({ where: { id: w.februaryRound.id }, data: { hostId: host, language: "en" } })
  await db.groupSession.update({ where: { id: w.pricedRound.id }, data: { placeText: "Altes Kesselhaus" } })
})

const ids = async (scope: DeskScope, now = monday) => (await listSessions("de", scope, now)).map(({ id }) => id)

describe("the list of the desk", () => {
  it("is of one kind, by date, what is over newest first", async () => {
    const { januaryRound, reviewedRound, februaryRound, laterReviewedRound, pricedRound, session, formats } = w
    const draft = await session(formats.instant, "2027-05-06T10:00", { draft: true })
    const all = [januaryRound, reviewedRound, februaryRound, laterReviewedRound, pricedRound].map(({ id }) => id)
    expect(await ids({ show: "upcoming" })).toEqual(all)
    expect(await ids({ show: "drafts" })).toEqual([draft.id])
    expect(await ids({ show: "past" })).toEqual([])
    // While it runs it is not over; nobody can book it any more.
    const during = minutesAfter(januaryRound.startsAt, 1)
    expect((await ids({ show: "upcoming" }, during))[0]).toBe(januaryRound.id)
    expect((await ids({ show: "open", limit: 1 }, during))[0]).toBe(reviewedRound.id)
    const after = at("2027-03-01T10:00")
    expect(await ids({ show: "past" }, after)).toEqual(all.toReversed())
    expect(await ids({}, at("2027-02-01T10:00"))).toEqual([...all.slice(2), draft.id, ...all.slice(0, 2).reverse()])
    expect(await countSessions("de", {}, at("2027-02-01T10:00"))).toEqual({ upcoming: 3, drafts: 1, past: 2 })
    await db.groupSession.delete({ where: { id: draft.id } })
  })

  it("goes on behind a session, in both directions", async () => {
    const all = await listSessions("de", { show: "upcoming" }, monday)
    expect(await ids({ show: "upcoming", after: all[1], limit: 2 })).toEqual(all.slice(2, 4).map(({ id }) => id))
    const after = at("2027-03-01T10:00")
    expect(await ids({ show: "past", after: all[1] }, after)).toEqual([all[0]!.id])
  })

  it.each<[what: string, scope: () => DeskScope, found: (world: World) => { id: string }[]]>([
    ["a language", () => ({ language: "en" }), (world) => [world.februaryRound]],
    ["a host", () => ({ host }), (world) => [world.februaryRound]],
    ["a host within a scope that is another's", () => ({ host, hostId: randomUUID() }), () => []],
    ["words of the place", () => ({ text: "kesselHAUS" }), (world) => [world.pricedRound]],
    ["the host's name, in which nothing is a pattern", () => ({ text: "100%" }), (world) => [world.februaryRound]],
    ["what nobody has", () => ({ text: "1%%" }), () => []],
    ["a quote and a backslash", () => ({ text: "'\\" }), () => []],
    [
      "a time",
      () => ({ during: { from: at("2027-02-04T11:00"), until: at("2027-02-11T16:01") } }),
      (world) => [world.februaryRound, world.laterReviewedRound],
    ],
  ])("is narrowed down by %s", async (_, scope, found) => {
    expect(await ids({ show: "upcoming", ...scope() })).toEqual(found(w).map(({ id }) => id))
  })

  it("counts the seats by state", async () => {
    await w.book(people.petra, w.laterReviewedRound)
    await w.hold(people.jonas, w.laterReviewedRound)
    const [session] = await listSessions("de", { id: w.laterReviewedRound.id }, monday)
    expect(session?.seats).toEqual({ confirmed: 0, requested: 1, offered: 0, held: 1, free: 6 })
    const [later] = await listSessions("de", { id: w.laterReviewedRound.id }, minutesAfter(monday, 31))
    expect(later?.seats).toEqual({ confirmed: 0, requested: 1, offered: 0, held: 0, free: 7 })
  })
})

it("names what else is on at a planned time, and not what only touches it", async () => {
  const planned = (day: string, from: string, until: string) => ({
    ...{ key: day, startsAt: at(`${day}T${from}`), endsAt: at(`${day}T${until}`) },
  })
  const clashes = await listClashes(
    [
      planned("2027-01-14", "11:00", "12:00"),
      planned("2027-02-04", "11:30", "12:30"),
      planned("2027-02-11", "09:00", "16:00"),
    ],
    "de",
  )
  expect(clashes).toMatchObject([{ key: "2027-01-14", id: w.januaryRound.id, name: "KI-Gruppen-Session" }])
  expect(await listClashes([], "de")).toEqual([])
})

describe("the number of queries", () => {
  const database = ownDatabase()
  const many = (count: number) =>
    database.query(
      `INSERT INTO group_sessions (format_id, slug, status, starts_at, ends_at, local_start, capacity, minimum, host_id)
       SELECT $1, 'many-' || gen_random_uuid(), 'published', t, t + interval '90 minutes', to_char(t, 'YYYY-MM-DD"T"HH24:MI'), 8, 4, $3
         FROM generate_series(1, $2) n, LATERAL (SELECT timestamptz '2026-06-01 08:00Z' + n * interval '3 hours' AS t) x`,
      [w.formats.instant, count, host],
    )
  const during = { from: at("2027-01-01T00:00"), until: at("2027-02-01T00:00") }
  const pages: Record<string, () => Promise<unknown>> = {
    start: async () => {
      const requests = await listOpenRequests({})
      await listSessions("de", { show: "open", limit: 1 }, monday)
      await listSessions("de", { ids: requests.map(({ sessionId }) => sessionId) }, monday)
      await listHappenings({}, 10)
    },
    list: async () => {
      await Promise.all([listFormats("de", "group"), listTeam()])
      await Promise.all([countSessions("de", {}, monday), listSessions("de", { show: "upcoming", limit: 31 }, monday)])
    },
    calendar: async () => void (await Promise.all([getSettings(), listSessions("de", { during, limit: 500 }, monday)])),
    preview: async () => {
      const planned = Array.from({ length: 60 }, (_, n) => minutesAfter(monday, n * 1440))
      await listClashes(
        planned.map((startsAt, n) => ({ key: String(n), startsAt, endsAt: minutesAfter(startsAt, 90) })),
        "de",
      )
    },
    series: () => findSeries(randomUUID()),
  }

  it("of a page does not grow with its rows, and ten thousand sessions are no burden", async () => {
    const before: Record<string, number> = {}
    for (const [name, page] of Object.entries(pages)) before[name] = await countQueries(page)
    expect(Math.min(...Object.values(before))).toBeGreaterThan(0)
    await many(10_000)
    await database.query("ANALYZE")
    for (const [name, page] of Object.entries(pages)) {
      expect(await countQueries(page), name).toBe(before[name])
      const start = performance.now()
      await page()
      // Measured at 5 to 40 ms; a list that loads everything takes seconds.
      expect(performance.now() - start, name).toBeLessThan(1000)
    }
  })

  it("is seen to grow where each row is asked for by itself", async () => {
    const rowByRow = async (limit: number) => {
      for (const { id } of await listSessions("de", { show: "upcoming", limit }, monday))
        await listSessions("de", { id }, monday)
    }
    expect(await countQueries(() => rowByRow(5))).toBeGreaterThan(await countQueries(() => rowByRow(2)))
  })
})
