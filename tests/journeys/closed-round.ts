import { execFile } from "node:child_process"
import { tmpdir } from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import { startCluster } from "../support/cluster"
import { testDatabase } from "../support/database"
import { startApp } from "../support/server"
import { testSettings } from "../support/settings"

export type Guest = {
  sessionId: string
  reference: string
  name: string
  email: string
  url: string
  /** The paths of mailed links. */
  participant: string
  booker: string
}

/**
 * An installation of its own, whose database a journey may change.
 * @param script what fills it, beside this file; `arranged` is what it writes
 */
export async function startArranged<T>(script: string) {
  const endCluster = await startCluster(tmpdir())
  try {
    const { url, query } = await testDatabase()
    const as = { DEMO: "1", ORGANIZER_EMAIL: "organizer@runde.example", SECOND_FACTOR: "offered", RATE_LIMIT: "20" }
    const { origin, stop } = await startApp({ databaseUrl: url, env: as })
    const env = { ...process.env, ...testSettings, DATABASE_URL: url }
    const args = ["--import", "tsx", path.join(import.meta.dirname, script)]
    const { stdout } = await promisify(execFile)(process.execPath, args, { env })
    return { origin, query, arranged: JSON.parse(stdout) as T, stop: () => stop().finally(endCluster) }
  } catch (error) {
    await endCluster()
    throw error
  }
}

/** One person in a closed round that begins in half an hour; its clock is moved by moving the date. */
export async function startClosedRound() {
  const { origin, query, arranged: guest, stop } = await startArranged<Guest>("arrange-guest.ts")
  /** The session begins so many seconds from now. */
  const beginsIn = (seconds: number) =>
    query(
      `UPDATE group_sessions SET starts_at = clock_timestamp() + $2 * interval '1 second',
              ends_at = clock_timestamp() + ($2 + 5400) * interval '1 second' WHERE id = $1`,
      [guest.sessionId, seconds],
    )
  return { origin, guest, beginsIn, stop }
}
