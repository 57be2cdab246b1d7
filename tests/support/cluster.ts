import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { EmbeddedPostgres } from "../../scripts/embedded-postgres"
import { migrate } from "../../scripts/migrate"
import { template } from "./database"

const prefix = "runde-tests-"
const memory = "/dev/shm"
const gigabyte = 2 ** 30

/**
 * Global set-up of vitest: the cluster in memory where there is room, since making and dropping hundreds of databases
 * is mostly waiting for a disk. It syncs there as on a disk; what survives a crash is asked of one on disk (tests/kill).
 * @returns how to end it
 */
export default function startTestCluster(): Promise<() => Promise<void>> {
  return startCluster(hasRoom(memory) ? memory : tmpdir())
}

/**
 * Starts one real PostgreSQL for the whole run, in a folder of its own in that place, with a migrated database that
 * every test file copies.
 * @returns how to end it
 */
export async function startCluster(place: string): Promise<() => Promise<void>> {
  if (process.env.TEST_CLUSTER_URL) return async () => {}
  for (const each of new Set([place, tmpdir()])) await removeAbandoned(each)
  const folder = path.join(place, `${prefix}${process.pid}`)
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

/** A container gives this place 64 MB unless it is told otherwise. */
function hasRoom(place: string): boolean {
  if (!existsSync(place)) return false
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize > 2 * gigabyte
}

/** A killed test run leaves its server behind; the next run ends it. */
async function removeAbandoned(place: string): Promise<void> {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(prefix))) {
    if (isAlive(Number(name.slice(prefix.length)))) continue
    const folder = path.join(place, name)
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
