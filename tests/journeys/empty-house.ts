import { tmpdir } from "node:os"
import type { DemoInstance } from "../../scripts/demo-instance"
import { startCluster } from "../support/cluster"
import { testDatabase } from "../support/database"
import { startApp } from "../support/server"

/**
 * An installation with nothing in it: what `npm run migrate` and `npm start` make of a new database. Its mails come to
 * a mailbox as in the demo, and as there nobody has to set up a passkey.
 */
export async function startEmptyHouse(): Promise<DemoInstance> {
  const endCluster = await startCluster(tmpdir())
  try {
    const { url } = await testDatabase()
    const as = { DEMO: "1", ORGANIZER_EMAIL: "organizer@runde.example", SECOND_FACTOR: "offered", RATE_LIMIT: "20" }
    const { origin, stop } = await startApp({ databaseUrl: url, env: as })
    return { origin, stop: () => stop().finally(endCluster) }
  } catch (error) {
    await endCluster()
    throw error
  }
}
