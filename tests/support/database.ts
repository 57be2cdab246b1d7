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
  await copyTemplate(name)
  const database = openDatabase(name)
  if (without) await database.query(without)
  return database
}

/** A second database as this one is at the moment; whoever is connected to it has to connect again. */
export async function copyDatabase({ url }: TestDatabase): Promise<TestDatabase> {
  const [from, name] = [new URL(url).pathname.slice(1), `test_${randomBytes(6).toString("hex")}`]
  await run(clusterUrl(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [from])
  await run(clusterUrl(), `CREATE DATABASE ${name} TEMPLATE ${from}`)
  return openDatabase(name)
}

/** The database that `lib/db.ts` uses in this test file (`*.db.test.ts`). */
export function ownDatabase(): TestDatabase {
  return openDatabase(new URL(process.env.DATABASE_URL ?? "").pathname.slice(1))
}

/** Gives this test file's own database back as it was at the start, or without one protection: the twin's. */
export async function renewOwnDatabase({ without }: Without = {}): Promise<TestDatabase> {
  const database = ownDatabase()
  await database.drop()
  await letPoolNotice()
  await copyTemplate(new URL(database.url).pathname.slice(1))
  if (without) await database.query(without)
  return database
}

function openDatabase(name: string): TestDatabase {
  const url = new URL(clusterUrl())
  url.pathname = `/${name}`
  return {
    url: url.href,
    query: (sql, values) => run(url.href, sql, values),
    drop: async () => {
      await run(clusterUrl(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

async function copyTemplate(name: string): Promise<void> {
  await run(clusterUrl(), `CREATE DATABASE ${name} TEMPLATE ${template}`)
}

async function run<Row extends pg.QueryResultRow>(url: string, sql: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(sql, values)
    return rows
  } finally {
    await client.end()
  }
}

/** The app's pool must see that its connections are gone before it is asked for one again. */
async function letPoolNotice(): Promise<void> {
  const { runde } = globalThis as { runde?: { pool: pg.Pool } }
  while (runde && runde.pool.totalCount > 0) await sleep(5)
}

function clusterUrl(): string {
  const url = process.env.TEST_CLUSTER_URL
  if (!url) throw new Error("No test cluster runs: tests/support/cluster.ts is the global set-up that starts it.")
  return url
}
