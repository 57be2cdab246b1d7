import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { deskAddresses } from "../access/desk-addresses"
import { type Cast, gather } from "../access/cast"
import { whatIsBroken } from "../support/always-true"
import { fillHouse } from "../support/big-house"
import { ownDatabase } from "../support/database"
import { queryProxy, type QueryProxy } from "../support/query-proxy"
import { type App, startApp } from "../support/server"
import { askForRound, grow } from "./grow"

let proxy: QueryProxy
let app: App
let cast: Cast
beforeAll(async () => {
  proxy = await queryProxy(process.env.DATABASE_URL!)
  app = await startApp({ databaseUrl: proxy.url, env: { ROLE: "web", RATE_LIMIT: "0" } })
  cast = await gather(app.origin)
  // Somebody is asked whether they come, on whatever day of the week this runs: the start page reads the answers.
  await cast.book({ sessionId: (await cast.session({ days: 1 })).id })
  await askForRound(cast)
})
afterAll(async () => {
  await app?.stop()
  await proxy?.close()
})

/** Downloads that are sent while they are read ask once for so many rows, so that these are never all in memory. */
const inParts: Record<string, { table: string; size: number }> = {
  "/organizer/settings/log/export": { table: "activities", size: 1_000 },
  "/organizer/sessions/export": { table: "group_sessions", size: 1_000 },
}

type Seen = { queries: number; bytes: number }

/** What one of the owner's pages asks of the database, and how long it is. */
async function ask(path: string): Promise<Seen> {
  // The first time something may be read that is then known to the process.
  await cast.visitors.owner.send(path)
  proxy.count()
  const { status, bytes } = await cast.visitors.owner.send(path)
  expect(status, path).toBe(200)
  return { queries: proxy.count(), bytes: bytes.length }
}

async function look(): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>()
  for (const path of deskAddresses(cast)) seen.set(path, await ask(path))
  return seen
}

describe("the number of queries of a page of the desk", () => {
  it("does not grow with its rows", async () => {
    const before = await look()
    await fillHouse(ownDatabase(), { sessions: 300, people: 2_000 })
    await grow(ownDatabase(), cast)
    const after = await look()
    const parts = new Map<string, number>()
    for (const [path, { table, size }] of Object.entries(inParts)) {
      const [{ lines }] = (await ownDatabase().query(`SELECT count(*)::int AS lines FROM ${table}`)) as [
        { lines: number },
      ]
      parts.set(path, Math.ceil(lines / size))
    }
    const more = [...before].flatMap(([path, { queries }]) => {
      const now = after.get(path)!.queries
      return now > queries + (parts.get(path) ?? 0) ? [`${path}: ${queries}, then ${now}`] : []
    })
    expect(more).toEqual([])
    expect(Math.min(...[...before.values()].map(({ queries }) => queries))).toBeGreaterThan(0)
    // Otherwise nothing would have been shown: these are longer by many rows.
    const lists = ["/organizer", "/organizer/sessions", "/organizer/people", "/organizer/mails"]
    const asLong = [...lists, ...grown(cast)].filter((path) => after.get(path)!.bytes < before.get(path)!.bytes + 1_000)
    expect(asLong).toEqual([])
  })

  it("is the same for attendance, which is open from the day on, with six people and with twenty", async () => {
    const { query } = ownDatabase()
    await query(
      "UPDATE group_sessions SET starts_at = now() - interval '1 minute', ends_at = now() + interval '1 hour' WHERE id = $1",
      [cast.round.id],
    )
    const [few] = await query<{ id: string }>(
      "SELECT id FROM group_sessions WHERE status = 'finished' AND seats_taken = 6 LIMIT 1",
    )
    const [six, twenty] = [
      await ask(`/organizer/sessions/${few!.id}/attendance`),
      await ask(`/organizer/sessions/${cast.round.id}/attendance`),
    ]
    expect(twenty.queries).toBeLessThanOrEqual(six.queries)
    expect(twenty.bytes).toBeGreaterThan(six.bytes + 1_000)
  })

  it("is seen to grow where each row is asked for by itself", async () => {
    const client = new pg.Client({ connectionString: proxy.url })
    await client.connect()
    const rowByRow = async (limit: number) => {
      proxy.count()
      const { rows } = await client.query<{ id: string }>("SELECT id FROM group_sessions LIMIT $1", [limit])
      for (const { id } of rows) await client.query("SELECT FROM seats WHERE group_session_id = $1", [id])
      return proxy.count()
    }
    expect([await rowByRow(2), await rowByRow(50)]).toEqual([3, 51])
    await client.end()
  })

  it("was counted in a house that is as the verbs would have left it", async () => {
    const { query } = ownDatabase()
    expect(await whatIsBroken((sql) => query(sql))).toEqual([])
  })
})

/** Pages about one thing that has got many of something. */
const grown = ({ round, closed, personId, inSeries, world }: Cast) => [
  ...["", "/print/list", "/print/briefing"].map((way) => `/organizer/sessions/${round.id}${way}`),
  `/organizer/sessions/${closed.id}/round`,
  `/organizer/people/${personId}`,
  "/organizer/people/companies",
  `/organizer/sessions/${inSeries}/following`,
  `/organizer/settings/formats/${world.formats.instant}`,
  "/organizer/settings/team",
  "/organizer/people/duplicates",
]
