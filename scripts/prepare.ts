import fs from "node:fs"
import pg from "pg"
import { type Env, readEnv } from "@/lib/env"
import { Complaint } from "./complaint"

/** The settings of this process. @throws Complaint naming each that is missing or wrong */
export function checkSettings(): Env {
  try {
    return readEnv(process.env)
  } catch (error) {
    throw new Complaint((error as Error).message)
  }
}

/** What the role needs, and where its reasons stand: prisma/migrations/20261123190100_seat_core. */
export const roleSettings = {
  lock_timeout: "3s",
  statement_timeout: "15s",
  idle_in_transaction_session_timeout: "15s",
  timezone: "UTC",
}

/**
 * With one of these off the database answers before it has written. Where each is turned on; how far a commit waits for
 * other servers (`local`, `remote_apply`) is for the operator to say.
 */
const promiseSettings = { fsync: "for the server", synchronous_commit: "for the server, the database or the role" }

/**
 * @param url the address the app works with, which may lead through a pooler
 * @throws Complaint where the database cannot be reached, is not on the newest schema, its role lacks its settings, or
 * it may lose what it has answered
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = await connectTo(url)
  try {
    const pending = await pendingMigrations(client)
    if (pending.length > 0)
      throw new Complaint(`The database lacks ${pending.join(", ")}: run "npm run migrate" first.`)
    const now = await settingsNow(client, [...Object.keys(roleSettings), ...Object.keys(promiseSettings)])
    for (const [name, wanted] of Object.entries(roleSettings)) {
      if (now[name] !== wanted)
        throw new Complaint(
          `The database's role has ${name} = ${now[name]} instead of ${wanted}: run "npm run migrate" with that role.`,
        )
    }
    for (const [name, where] of Object.entries(promiseSettings)) {
      if (now[name] === "off")
        throw new Complaint(
          `The database has ${name} = off and may lose promised seats in a crash: turn it on ${where}.`,
        )
    }
  } finally {
    await client.end()
  }
}

async function settingsNow(client: pg.Client, names: string[]): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; now: string }>(
    "SELECT name, current_setting(name) AS now FROM unnest($1::text[]) AS name",
    [names],
  )
  return Object.fromEntries(rows.map(({ name, now }) => [name, now]))
}

async function pendingMigrations(client: pg.Client): Promise<string[]> {
  const wanted = fs.readdirSync("prisma/migrations").filter((name) => /^\d{14}_/.test(name))
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    )
    return wanted.filter((name) => !rows.some((row) => row.name === name))
  } catch (error) {
    // The table is missing: nothing was ever migrated here.
    if ((error as { code?: string }).code === "42P01") return wanted
    throw error
  }
}

/** @throws Complaint where the database cannot be reached; the password is not repeated */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on("error", () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    const { host, pathname } = new URL(url)
    throw new Complaint(`The database ${host}${pathname} cannot be reached (${message || code}): check DATABASE_URL.`)
  }
}
