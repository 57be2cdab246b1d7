import { randomUUID } from "node:crypto"
import { inspect } from "node:util"
import pg from "pg"
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { GET as getHealth } from "@/app/api/health/route"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { errorFacts, log } from "@/lib/log"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { world } from "../support/world"
import { ask } from "./api"

type World = Awaited<ReturnType<typeof world>>
const agreed = { locale: "de", businessUse: true, acceptTerms: true }
const wish = ({ januaryRound, petra }: World) => ({
  requestId: randomUUID(),
  sessionId: januaryRound.id,
  participant: petra,
  ...agreed,
})

/** Everything that is logged while `run` runs. */
async function logged(run: () => Promise<unknown>): Promise<string> {
  const lines: unknown[] = []
  for (const level of ["debug", "info", "warn", "error"] as const)
    vi.spyOn(log, level).mockImplementation((line: unknown) => void lines.push(line))
  await run()
  return JSON.stringify(lines)
}
afterEach(() => vi.restoreAllMocks())

let later = 0
/** What health says, a minute after the last time: a look is kept for a second. */
async function health(): Promise<[number, object]> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + (later += 60_000) })
  const response = await getHealth()
  vi.useRealTimers()
  return [response.status, (await response.json()) as object]
}

const failures = [
  ["the queue is missing", "DROP SCHEMA graphile_worker CASCADE", { database: "ok", queue: "down" }],
  [
    "the database is read-only",
    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$",
    { database: "down", queue: "down" },
  ],
  ["the function is missing", "DROP FUNCTION hold_seat", { database: "down", queue: "down" }],
  [
    "a constraint of the log refuses",
    "ALTER TABLE activities ADD CONSTRAINT none CHECK (false) NOT VALID",
    { database: "ok", queue: "down" },
  ],
] as const

describe("when a seat cannot be booked because", () => {
  it.each(failures)("%s, health says 503, a booking fails without a word about it", async (_, without, parts) => {
    await renewOwnDatabase()
    const house = await world({ now: new Date() })
    expect(await health()).toEqual([200, { status: "ok", process: "ok", database: "ok", queue: "ok" }])
    await ownDatabase().query(without)
    const { pool } = await import("@/lib/db")
    await ownDatabase().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    while (pool.totalCount > 0) await new Promise((resolve) => setTimeout(resolve, 5))

    const lines = await logged(async () => {
      expect(await health()).toEqual([503, { status: "down", process: "ok", ...parts }])
      const { status, body, headers } = await ask("/bookings", { json: wish(house) })
      expect([500, 503]).toContain(status)
      if (status === 503) expect(headers.get("retry-after")).toBe("2")
      expect(JSON.stringify(body)).not.toMatch(/muster|petra|relation|constraint|postgres|sql|read-only|hold_seat/i)
      expect(body.instance).toMatch(/^urn:uuid:/)
    })
    expect(lines).toContain("api.failed")
    expect(lines).not.toMatch(/muster|petra|Failing row|DETAIL|INSERT INTO/i)
  })

  it("the database is away: 503, and again 200 when it is back", async () => {
    await renewOwnDatabase()
    const connect = vi.spyOn(pg.Client.prototype, "connect").mockImplementation(() => {
      throw new Error("connect ECONNREFUSED")
    })
    expect(await health()).toEqual([503, { status: "down", process: "ok", database: "down", queue: "down" }])
    connect.mockRestore()
    expect((await health())[0]).toBe(200)
  })

  it("late jobs are said and are no reason to go away", async () => {
    const database = await renewOwnDatabase()
    await database.query("SELECT graphile_worker.add_job('react', run_at => now() - interval '10 minutes')")
    expect(await health()).toEqual([200, { status: "ok", process: "ok", database: "ok", queue: "late" }])
  })

  it("a look leaves nothing behind", async () => {
    const database = await renewOwnDatabase()
    await health()
    for (const table of ["activities", "requests", "graphile_worker.jobs"])
      expect(await database.query(`SELECT * FROM ${table}`)).toEqual([])
  })
})

describe("a lock that does not come free", () => {
  let house: World
  beforeAll(async () => {
    await renewOwnDatabase()
    house = await world({ now: new Date() })
  })

  it("is 503 after three seconds, and the same request succeeds later", async () => {
    const { pool } = await import("@/lib/db")
    const client = await pool.connect()
    await client.query("BEGIN")
    await client.query("SELECT 1 FROM group_sessions WHERE id = $1 FOR UPDATE", [house.januaryRound.id])
    const json = wish(house)
    const refused = await ask("/bookings", { json })
    expect([refused.status, refused.body.reason, refused.headers.get("retry-after")]).toEqual([503, "try_again", "2"])
    await client.query("ROLLBACK")
    client.release()
    expect((await ask("/bookings", { json })).status).toBe(201)
  })
})

describe("the log", () => {
  it("twin: the error itself names the person; what is logged of it does not", async () => {
    const house = await world({ now: new Date() })
    await ownDatabase().query("ALTER TABLE bookings ADD CONSTRAINT nobody CHECK (false) NOT VALID")
    const participant = { ...house.petra, givenName: "Wilhelmine" }
    const agreed = { locale: "de", businessUseVersion: "1", termsVersion: "1" } as const
    const hold = holdSeat({ requestId: randomUUID(), sessionId: house.januaryRound.id, participant, ...agreed })
    const error: unknown = await hold.catch((thrown: unknown) => thrown)
    expect(inspect(error, { depth: 9 })).toContain("Wilhelmine")
    expect(JSON.stringify(errorFacts(error))).not.toContain("Wilhelmine")
    await ownDatabase().query("ALTER TABLE bookings DROP CONSTRAINT nobody")
  })

  it("of a whole booking with faults names nobody, and no code or token", async () => {
    const house = await world({ now: new Date() })
    let secrets: string[] = []
    const lines = await logged(async () => {
      const held = await ask("/bookings", { json: wish(house) })
      await ask("/bookings", { json: { ...wish(house), participant: { ...house.petra, givenName: "Petra\u0000" } } })
      const path = `/bookings/${String(held.body.reference)}`
      const { deriveCode } = await import("@/lib/secrets")
      const { db } = await import("@/lib/db")
      const { id } = await db.booking.findUniqueOrThrow({ where: { reference: String(held.body.reference) } })
      const code = deriveCode("booking", id, 1)
      const verified = await ask(`${path}/verification`, { json: { code } })
      const token = String(verified.body.manageToken)
      await ask(path, { token })
      await ask(`${path}/release`, { token, json: {} })
      secrets = [code, token]
    })
    for (const secret of [...secrets, "muster", "petra"])
      expect(lines.toLowerCase()).not.toContain(secret.toLowerCase())
  })
})
