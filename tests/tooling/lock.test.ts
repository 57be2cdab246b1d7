import { type ChildProcess, fork, spawnSync } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, afterEach, expect, test } from "vitest"
import type { Round } from "./starter"

const place = fs.mkdtempSync(path.join(os.tmpdir(), "runde-lock-"))
let starters: ChildProcess[] = []
afterEach(() => starters.forEach((starter) => starter.disconnect()))
afterAll(() => fs.rmSync(place, { recursive: true }))

test("of many that start where a process was killed, exactly one gets the folder", async () => {
  expect(await race(40)).toEqual({ none: 0, one: 40, several: 0 })
})

test("twin: without the lock for the removal several get it", async () => {
  expect((await race(20, "--twin")).several).toBeGreaterThan(0)
})

test("a removal that was cut off keeps nobody from starting", async () => {
  expect(await race(1, undefined, ["lock", "lock.removal", "lock.removal.removal"])).toMatchObject({ one: 1 })
})

/** @returns in how many rounds how many got a folder whose holder had ended */
async function race(rounds: number, twin?: string, left = ["lock"]) {
  const { pid } = spawnSync(process.execPath, ["--version"])
  const ended = { pid, startedAt: "1" }
  starters = Array.from({ length: 4 }, () =>
    fork("tests/tooling/starter.ts", twin ? [twin] : [], { execArgv: ["--import", "tsx"] }),
  )
  await Promise.all(starters.map((starter) => once(starter, "message")))
  const result = { none: 0, one: 0, several: 0 }
  for (let round = 0; round < rounds; round++) {
    const folder = fs.mkdtempSync(path.join(place, "round-"))
    for (const name of left) fs.writeFileSync(path.join(folder, name), JSON.stringify({ self: ended, runner: ended }))
    const answers = starters.map((starter) => once(starter, "message"))
    const start: Round = { folder, at: Date.now() + 5 }
    for (const starter of starters) starter.send(start)
    const holders = (await Promise.all(answers)).filter(([holds]) => holds).length
    result[holders === 0 ? "none" : holders === 1 ? "one" : "several"]++
  }
  return result
}
