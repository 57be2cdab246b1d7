import { mkdirSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { EmbeddedPostgres } from "../../scripts/embedded-postgres"
import { migrate } from "../../scripts/migrate"
import { template } from "./database"

const prefix = "runde-tests-"

/**
 * Starts one real PostgreSQL for the whole run, in a temporary folder, with a migrated database that every test file
 * copies. Global set-up of vitest.
 * @returns how to end it
 */
export default async function startCluster(): Promise<() => Promise<void>> {
  if (process.env.TEST_CLUSTER_URL) return async () => {}
  await removeAbandoned()
  const folder = path.join(tmpdir(), `${prefix}${process.pid}`)
  mkdirSync(folder, { mode: 0o700 })
  const stop = async () => {
    delete process.env.TEST_CLUSTER_URL
    await EmbeddedPostgres.stop(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const cluster = await EmbeddedPostgres.start(folder)
    await cluster.createDatabase(template)
    await migrate(cluster.url(template))
    process.env.TEST_CLUSTER_URL = cluster.url("postgres")
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** A killed test run leaves its server behind; the next run ends it. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (isAlive(Number(name.slice(prefix.length)))) continue
    const folder = path.join(tmpdir(), name)
    try {
      await EmbeddedPostgres.stop(folder)
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's: theirs to remove.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}
