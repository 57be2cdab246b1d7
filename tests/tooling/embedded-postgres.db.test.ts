import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest"
import { EmbeddedPostgres } from "../../scripts/embedded-postgres"
import * as processes from "../../scripts/processes"

const temporary = (name: string) => mkdtempSync(path.join(tmpdir(), `runde-${name}-`))
const [ours, others] = [temporary("ours"), temporary("others")]
/** What the lock file said of a server that was cut off. */
let left: string[]

beforeAll(async () => {
  const [server] = await Promise.all([ours, others].map((folder) => EmbeddedPostgres.start(folder)))
  left = lockOf(ours)
  await server!.stop()
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  for (const folder of [ours, others]) {
    await EmbeddedPostgres.stop(folder)
    rmSync(folder, { recursive: true, force: true })
  }
})

test("another PostgreSQL that has got the number of ours is left alone, and ours starts", async () => {
  expect(await meetAnother()).toEqual([])
})

test("it is told from ours by its begin where its folder cannot be seen", async () => {
  vi.spyOn(processes, "worksIn").mockReturnValue(undefined)
  expect(await meetAnother()).toEqual([])
})

test("twin: whoever is called postgres is taken for ours", async () => {
  vi.spyOn(processes, "worksIn").mockReturnValue(true)
  expect(await meetAnother()).toEqual(["the other one goes on"])
})

const lockOf = (folder: string) => readFileSync(path.join(folder, "data/postmaster.pid"), "utf8").split("\n")
const pidOf = (lock: string[]) => Number(lock[0])
const runs = (pid: number) => processes.processFacts(pid) !== undefined

/** @returns which sentences are not true when ours finds the number of another in its lock of an hour ago */
async function meetAnother(): Promise<string[]> {
  await EmbeddedPostgres.start(others)
  const other = pidOf(lockOf(others))
  const [, folder, begin, ...rest] = left
  const lock = [other, folder, Number(begin) - 3_600, ...rest].join("\n")
  const leave = () => writeFileSync(path.join(ours, "data/postmaster.pid"), lock)

  leave()
  await EmbeddedPostgres.stop(ours)
  const goesOn = runs(other)
  leave()
  const server = await EmbeddedPostgres.start(ours)
  const own = pidOf(lockOf(ours))
  await server.stop()
  const claims = { "the other one goes on": goesOn, "ours starts": own !== other, "ours ends": !runs(own) }
  return Object.entries(claims)
    .filter(([, isTrue]) => !isTrue)
    .map(([claim]) => claim)
}
