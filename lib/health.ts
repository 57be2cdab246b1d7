import pg from "pg"
import { env } from "./env"
import { errorFacts, log } from "./log"

export type Health = { status: "ok" | "down"; process: "ok"; database: "ok" | "down"; queue: "ok" | "late" | "down" }

const tryMs = 2_000
const keptMs = 1_000
/** A job that has been due for so long has nobody who works on it: codes and confirmations wait. */
const lateMinutes = 5

let last: { at: number; health: Promise<Health> } | undefined

/**
 * Whether a seat could be booked right now. Tries what a booking needs and takes it back: writes to the log and to the
 * queue in a transaction that is rolled back, so that a read-only, full or half-migrated database is noticed. A queue
 * that is merely late is said but is no reason to take this process away. Asked often, it looks once a second.
 */
export function checkHealth(): Promise<Health> {
  const now = Date.now()
  if (!last || now - last.at >= keptMs) last = { at: now, health: look() }
  return last.health
}

async function look(): Promise<Health> {
  const parts = { process: "ok", database: "down", queue: "down" } as Pick<Health, "process" | "database" | "queue">
  const timeout = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("no answer in time")), tryMs).unref(),
  )
  try {
    await Promise.race([tryParts(parts), timeout])
    return { status: "ok", ...parts }
  } catch (error) {
    log.warn({ event: "health.down", ...parts, ...errorFacts(error) })
    return { status: "down", ...parts }
  }
}

async function tryParts(parts: Pick<Health, "database" | "queue">): Promise<void> {
  // Not one of the pool: a burst that keeps them all busy is no fault.
  const client = new pg.Client({ connectionString: env().DATABASE_URL, connectionTimeoutMillis: tryMs })
  client.on("error", () => {})
  await client.connect()
  try {
    await client.query("BEGIN")
    await client.query("SELECT 'hold_seat'::regproc, 'seats'::regclass")
    // A row that matters to nobody: it is never committed.
    await client.query(
      "INSERT INTO requests (verb, request_id, payload_hash, result) VALUES ('health', gen_random_uuid(), '', '{}')",
    )
    parts.database = "ok"
    await client.query("SELECT record_activity('health', 'system', NULL, NULL, NULL, NULL, NULL, NULL)")
    const { rows } = await client.query<{ late: boolean }>(
      `SELECT coalesce(min(run_at) < now() - make_interval(mins => $1), false) AS late
         FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts < max_attempts`,
      [lateMinutes],
    )
    parts.queue = rows[0]?.late ? "late" : "ok"
  } finally {
    // What was tried ends with the connection.
    await client.end().catch(() => {})
  }
}
