import { expect } from "vitest"
import { ownDatabase } from "./database"

/** Waits until somebody is in a moment that was made longer (`pause` in ./twin.ts) in this test file's database. */
export async function untilPausing(): Promise<void> {
  const pausing = async () => {
    const rows = await ownDatabase().query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
    )
    return rows.length
  }
  await expect.poll(pausing, { interval: 5, timeout: 10_000 }).toBeGreaterThan(0)
}
