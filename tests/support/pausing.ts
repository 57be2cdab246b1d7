import { expect } from "vitest"
import { ownDatabase } from "./database"

/** Waits until somebody is in a moment that was made longer (`pause` in ./twin.ts) in this test file's database. */
export const untilPausing = (): Promise<void> => until("wait_event = 'PgSleep'")

/** Waits until somebody waits for a row that another transaction has locked. */
export const untilWaiting = (): Promise<void> => until("wait_event_type = 'Lock'")

async function until(condition: string): Promise<void> {
  const some = async () => {
    const rows = await ownDatabase().query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND ${condition}`,
    )
    return rows.length
  }
  await expect.poll(some, { interval: 5, timeout: 10_000 }).toBeGreaterThan(0)
}
