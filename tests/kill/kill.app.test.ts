import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { deriveCode } from "@/lib/secrets"
import { EmbeddedPostgres } from "../../scripts/embedded-postgres"
import { migrate } from "../../scripts/migrate"
import { runningPid } from "../../scripts/postgres-lock"
import { whatIsBroken } from "../support/always-true"
import { startApp } from "../support/server"
import { pretends } from "../support/twin"
import { Stream } from "./stream"

// A PostgreSQL of its own, since all other tests share theirs.
const folder = mkdtempSync(path.join(tmpdir(), "runde-kill-"))
const template = "three_sessions"
let postgres: EmbeddedPostgres
const sessions: string[] = []

beforeAll(async () => {
  postgres = await EmbeddedPostgres.start(folder)
  await postgres.createDatabase(template)
  await migrate(postgres.url(template))
  // Loaded only now, because lib/db.ts takes its address when it is loaded.
  process.env.DATABASE_URL = postgres.url(template)
  const { publishedSession } = await import("../support/sessions")
  for (const capacity of [20, 500, 500]) sessions.push(await publishedSession({ capacity }))
  await (await import("@/lib/db")).pool.end()
})
afterAll(async () => {
  await EmbeddedPostgres.stop(folder)
  rmSync(folder, { recursive: true, force: true })
})

test("what was promised survives kill -9 of an app and of the database", async () => {
  expect(await killEverythingOnce("careful")).toEqual([])
})

test("twin: a database that answers before it has written loses promises", async () => {
  const database = "hasty"
  const broken = await killEverythingOnce(
    database,
    `ALTER SYSTEM SET wal_writer_delay = '10s'`,
    `ALTER SYSTEM SET wal_writer_flush_after = '1GB'`,
    `SELECT pg_reload_conf()`,
    `ALTER DATABASE ${database} SET synchronous_commit = off`,
    // Else the apps would not start.
    pretends("synchronous_commit", "on"),
  )
  expect(broken).toEqual(
    expect.arrayContaining(["every promised booking is there", "every promised confirmation is there"]),
  )
})

test("a server on its way out is not taken for one that runs", async () => {
  const dying = postmaster()
  process.kill(dying, "SIGSTOP")
  const risen = postgres.ensureRunning()
  await sleep(100)
  process.kill(dying, "SIGKILL")
  await risen
  expect(postmaster()).not.toBe(dying)
  expect(await ask("postgres", "SELECT 1 AS one")).toEqual([{ one: 1 }])
})

const postmaster = () => runningPid(path.join(folder, "data"))!

/** @returns which sentences are not true afterwards */
async function killEverythingOnce(database: string, ...settings: string[]): Promise<string[]> {
  await ask("postgres", `CREATE DATABASE ${database} TEMPLATE ${template}`)
  for (const setting of settings) await ask(database, setting)
  const wish = { databaseUrl: postgres.url(database), env: { ROLE: "web", RATE_LIMIT: "0" } }
  const [stable, victim] = await Promise.all([startApp(wish), startApp(wish)])
  const query = (sql: string) => ask(database, sql)
  const stream = new Stream([stable.origin, victim.origin], sessions, async (reference) => {
    const [booking] = await query(`SELECT id FROM bookings WHERE reference = '${reference}'`)
    return booking ? deriveCode("booking", String(booking.id), 1) : null
  })

  await stream.flows(80)
  await victim.kill()
  await stream.flows(80)
  const risen = await startApp({ ...wish, port: victim.port })
  await stream.flows(80)
  process.kill(postmaster(), "SIGKILL")
  const atTheKill = stream.unanswered
  await expect.poll(() => stream.unanswered, { timeout: 30_000, interval: 10 }).toBeGreaterThan(atTheKill)
  await postgres.ensureRunning()
  await stream.flows(80)
  await stream.end()

  const kept = await query(`
    SELECT r.request_id || ' ' || b.reference AS promise FROM requests r JOIN bookings b ON b.id::text = r.result->>'bookingId'
     WHERE (SELECT count(*) FROM seats s WHERE s.booking_id = b.id) = 1`)
  const promises = new Set(kept.map(({ promise }) => String(promise)))
  const confirmed = new Set(
    (
      await query("SELECT reference FROM bookings b JOIN seats s ON s.booking_id = b.id WHERE s.state = 'confirmed'")
    ).map(({ reference }) => String(reference)),
  )
  const claims = {
    "every promised booking is there": [...stream.promised].every((promise) => promises.has(promise.join(" "))),
    "every promised confirmation is there": [...stream.confirmed].every((reference) => confirmed.has(reference)),
    "many have confirmed": stream.confirmed.size > 40,
    "nobody is booked twice":
      (await query("SELECT email FROM bookings GROUP BY email HAVING count(*) > 1")).length === 0,
    "the small session is full and not more":
      (await query("SELECT id FROM group_sessions WHERE capacity = 20 AND seats_taken = 20")).length === 1,
    "both apps are well": (await Promise.all([stable, risen].map(({ origin }) => fetch(`${origin}/api/health`)))).every(
      ({ ok }) => ok,
    ),
  }
  await Promise.all([stable.stop(), risen.stop()])
  const broken = Object.entries(claims)
    .filter(([, isTrue]) => !isTrue)
    .map(([claim]) => claim)
  return [...broken, ...(await whatIsBroken(query))]
}

async function ask(database: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: postgres.url(database) })
  // The server may be killed under it; the question then fails, and nothing else.
  client.on("error", () => {})
  await client.connect()
  try {
    return (await client.query<pg.QueryResultRow>(sql)).rows
  } finally {
    await client.end()
  }
}
