import { randomBytes } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"

/** The migrated, empty database that is copied for each test file. */
export const template = "runde_template"

/**
 * SQL that takes one protection away (drops a constraint or trigger, replaces a function by one without its lock).
 * A **twin** runs the body of a test on such a database and passes only if the invariant breaks there.
 */
export type Without = { without?: string }

export type TestDatabase = {
  url: string
  /** Runs SQL past the app, for arranging and asserting. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  drop(): Promise<void>
}

/** A fresh copy of the migrated database: real PostgreSQL in some 50 ms. */
export async function testDatabase({ without }: Without = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`
  await copy(template, name)
  const database = openDatabase(name)
  if (without) await database.query(without)
  return database
}

/** The tables of the app, by name. */
export async function tablesOf(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
  )
  return rows.map(({ name }) => name)
}

/** A database with nothing in it, not even a table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`
  await copy("template0", name)
  return openDatabase(name)
}

/** A second database as this one is at the moment; whoever is connected to it has to connect again. */
export async function copyDatabase({ url }: TestDatabase): Promise<TestDatabase> {
  const [from, name] = [nameOf(url), `test_${randomBytes(6).toString("hex")}`]
  await endPool(url)
  await endGuests(from)
  if (from === ownName()) await letPoolNotice()
  await copy(from, name)
  return openDatabase(name)
}

/** The database that `lib/db.ts` uses in this test file (`*.db.test.ts`). */
export function ownDatabase(): TestDatabase {
  return openDatabase(ownName())
}

/**
 * Gives this test file's own database back as it was at the start, or as a copy of it was kept, or without one
 * protection: the twin's.
 */
export async function renewOwnDatabase({
  without,
  kept,
}: Without & { kept?: TestDatabase } = {}): Promise<TestDatabase> {
  const database = ownDatabase()
  await database.drop()
  await letPoolNotice()
  await copy(kept ? nameOf(kept.url) : template, ownName())
  if (without) await database.query(without)
  return database
}

const nameOf = (url: string) => new URL(url).pathname.slice(1)
const ownName = () => nameOf(process.env.DATABASE_URL ?? "")

function openDatabase(name: string): TestDatabase {
  const url = new URL(clusterUrl())
  url.pathname = `/${name}`
  return {
    url: url.href,
    query: (sql, values) => ask(url.href, sql, values),
    drop: async () => {
      await endPool(url.href)
      await ask(clusterUrl(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

/** What is copied may have no other guests. */
const endGuests = (name: string) =>
  ask(clusterUrl(), "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", [name])

/** Copying the files is twice as fast as writing every page to the log. */
async function copy(from: string, to: string): Promise<void> {
  await ask(clusterUrl(), `CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY FILE_COPY`)
}

/** By address. To connect anew for each question takes longer than most of the questions. */
const pools = new Map<string, pg.Pool>()

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string, values?: unknown[]): Promise<Row[]> {
  let pool = pools.get(url)
  if (!pool) {
    pool = new pg.Pool({ connectionString: url, max: 4, allowExitOnIdle: true })
    // A race may end every connection but its own.
    pool.on("error", () => undefined)
    pools.set(url, pool)
  }
  return (await pool.query<Row>(sql, values)).rows
}

async function endPool(url: string): Promise<void> {
  await pools.get(url)?.end()
  pools.delete(url)
}

/** What lib/db.ts keeps for a process, once it is loaded. */
const ofProcess = globalThis as { runde?: { pool: pg.Pool } }

/** The app's pool must see that its connections are gone before it is asked for one again. */
async function letPoolNotice(): Promise<void> {
  while (ofProcess.runde && ofProcess.runde.pool.totalCount > 0) await sleep(5)
}

/** The next test file of this process has a database of its own. */
export async function endAppPool(): Promise<void> {
  const { pool } = ofProcess.runde ?? {}
  delete ofProcess.runde
  if (pool && !pool.ending) await pool.end()
}

function clusterUrl(): string {
  const url = process.env.TEST_CLUSTER_URL
  if (!url) throw new Error("No test cluster runs: tests/support/cluster.ts is the global set-up that starts it.")
  return url
}
