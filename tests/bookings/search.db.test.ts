import { beforeAll, describe, expect, it } from "vitest"
import { searchDesk } from "@/lib/bookings/queries-search"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { db } from "@/lib/db"
import { searchSessions } from "@/lib/sessions/queries-search"
import { ownDatabase } from "../support/database"
import { countQueries } from "../support/query-count"
import { replaced } from "../support/twin"
import { at, done, monday, people, world, type WorldBooking } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
const database = ownDatabase()
let w: World
let [hanna, holger] = ["", ""]
let [petra, karin]: WorldBooking[] = []

beforeAll(async () => {
  w = await world()
  const host = async (name: string) =>
    (
      await db.teamMember.create({
        data: { email: `${name.split(" ")[0]}@runde.example`.toLowerCase(), name, role: "host" },
      })
    ).id
  ;[hanna, holger] = [await host("Hanna Gastgeberin"), await host("Holger Nebenan")]
  await db.groupSession.update({ where: { id: w.januaryRound.id }, data: { hostId: hanna } })
  await db.groupSession.update({ where: { id: w.februaryRound.id }, data: { hostId: holger } })
  petra = await w.book(people.petra, w.januaryRound)
  karin = await w.book(people.karin, w.februaryRound, { booker: w.anke })
})

const search = (query: string, hostId?: string) => searchDesk(query, { hostId, limit: 10 }, "de", monday)
const names = async (query: string, hostId?: string) => (await search(query, hostId)).people.map(({ name }) => name)

describe("a session is found by what is written of it", () => {
  it.each<[query: string, found: (world: World) => { id: string }[]]>([
    ["14.01.2027", (world) => [world.januaryRound]],
    ["14.1.", (world) => [world.januaryRound]],
    ["14.1.27", (world) => [world.januaryRound]],
    ["14/1/2027", (world) => [world.januaryRound]],
    ["Do., 14.01.2027, 10:00", (world) => [world.januaryRound]],
    ["2027-01-14", (world) => [world.januaryRound]],
    ["2027-01", (world) => [world.januaryRound, world.reviewedRound]],
    ["14. Januar", (world) => [world.januaryRound]],
    ["jan 2027", (world) => [world.januaryRound, world.reviewedRound]],
    ["dienstag", (world) => [world.reviewedRound]],
    ["8:30", (world) => [world.reviewedRound]],
    ["holger", (world) => [world.februaryRound]],
    ["gruppen 18.2.", (world) => [world.pricedRound]],
    ["Entscheider innen 14.01.", (world) => [world.januaryRound]],
    // The day of a month, and not the month of a day.
    ["1.14", () => []],
    ["14.02.", () => []],
    ["%", (world) => [world.januaryRound, world.reviewedRound, world.februaryRound]],
    ["' OR 1=1", () => []],
  ])("%s", async (query, found) => {
    const ids = (await searchSessions(query, { limit: 3 }, "de", monday)).map(({ id }) => id)
    expect(ids).toEqual(found(w).map(({ id }) => id))
  })

  it("in the reader's language", async () => {
    const find = (query: string, locale: "de" | "en") => searchSessions(query, { limit: 9 }, locale, monday)
    expect(await find("Thu 14 January", "en")).toMatchObject([
      { id: w.januaryRound.id, formatName: "KI-Gruppen-Session" },
    ])
    expect(await find("Thu 14 January", "de")).toEqual([])
  })

  it("the nearest to come first, then what is over, the latest first", async () => {
    const between = at("2027-02-01T10:00")
    const { januaryRound, reviewedRound, februaryRound, laterReviewedRound, pricedRound } = w
    const order = [februaryRound, laterReviewedRound, pricedRound, reviewedRound, januaryRound].map(({ id }) => id)
    expect((await searchSessions("", { limit: 9 }, "de", between)).map(({ id }) => id)).toEqual(order)
  })
})

describe("a booking is found by its reference", () => {
  it("however it is typed", async () => {
    const { reference } = petra!
    const plain = reference.replaceAll("-", "")
    for (const typed of [reference, reference.toLowerCase(), plain, plain.slice(1), ` ${reference} `]) {
      expect((await search(typed)).booking, typed).toMatchObject({ reference, name: "Petra Muster" })
    }
    for (const typed of ["R-2222-2222", reference.slice(0, -1), `${reference}2`, "R-", ""])
      expect((await search(typed)).booking, typed).toBeNull()
  })

  it("with the seat that counts", async () => {
    const booking = await w.book(people.thomas, w.januaryRound)
    const move = { requestId: crypto.randomUUID(), bookingId: booking.bookingId, sessionId: w.februaryRound.id }
    done(await rebookSeat(move, { actor: { kind: "participant" }, now: monday }))
    expect((await search(booking.reference)).booking?.startsAt).toEqual(w.februaryRound.startsAt)
    // Who led the date that was left knows that they left it.
    expect((await search(booking.reference, hanna)).booking?.startsAt).toEqual(w.januaryRound.startsAt)
  })
})

describe("a host", () => {
  it("finds people of their own sessions only, whoever booked and however it is typed", async () => {
    for (const query of ["Muster", "Mustre", "Petra", "petra.muster@"])
      expect(await names(query, hanna), query).toContain("Petra Muster")
    for (const query of ["Karin", "Probe", "Karinn", "Karin Probe", "karin.probe@", "Vorzimmer"]) {
      expect(await names(query, holger), query).not.toEqual([])
      expect(await names(query, hanna), query).toEqual([])
    }
  })

  it("finds bookings and sessions of their own only", async () => {
    expect((await search(karin!.reference, holger)).booking).toMatchObject({ name: "Karin Probe" })
    expect((await search(karin!.reference, hanna)).booking).toBeNull()
    expect((await search("Gruppen", hanna)).sessions.map(({ id }) => id)).toEqual([w.januaryRound.id])
    expect((await search("", hanna)).sessions.map(({ id }) => id)).toEqual([w.januaryRound.id])
    // The scope is what keeps them apart.
    expect((await search(karin!.reference)).booking).not.toBeNull()
    expect((await search("Gruppen")).sessions).toHaveLength(5)
  })

  it("twin: without the scope in the search finds everybody", async () => {
    const scope = "AND (p_host IS NULL OR e.id IN (SELECT people_of_host(p_host)))"
    const [{ whole }] = (await database.query<{ whole: string }>(
      "SELECT pg_get_functiondef('search_people'::regproc) AS whole",
    )) as [{ whole: string }]
    await database.query(replaced("search_people", scope, ""))
    expect(await names("Karin", hanna)).toEqual(["Karin Probe"])
    expect(await names("Karinn", hanna)).toEqual(["Karin Probe"])
    await database.query(whole)
    expect(await names("Karin", hanna)).toEqual([])
  })
})

it("asks as often whatever there is, and ten thousand sessions are no burden", async () => {
  const queries = ["", "Gruppen", "Müller", "14.1.", petra!.reference]
  const counts = async () => {
    const counted: number[] = []
    for (const query of queries) counted.push(await countQueries(() => search(query)))
    return counted
  }
  const before = await counts()
  await database.query(
    `INSERT INTO group_sessions (format_id, slug, status, starts_at, ends_at, local_start, capacity, minimum)
     SELECT $1, 'many-' || gen_random_uuid(), 'published', t, t + interval '90 minutes', to_char(t, 'YYYY-MM-DD"T"HH24:MI'), 8, 4
       FROM generate_series(1, 10000) n, LATERAL (SELECT timestamptz '2026-06-01 08:00Z' + n * interval '3 hours' AS t) x`,
    [w.formats.instant],
  )
  await database.query("ANALYZE")
  expect(await counts()).toEqual(before)
  for (const query of queries) {
    const start = performance.now()
    await search(query)
    const took = performance.now() - start
    expect(took, query).toBeLessThan(1000)
  }
})
