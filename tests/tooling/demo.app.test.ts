import { randomUUID } from "node:crypto"
import fs from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, expect, test } from "vitest"
import { type DemoLaunch, launchDemo } from "../../scripts/demo-instance"
import { EmbeddedPostgres, freePort } from "../../scripts/embedded-postgres"
import { readLock } from "../../scripts/lock"
import { runningPid } from "../../scripts/postgres-lock"
import { endOther, processFacts } from "../../scripts/processes"

// One folder for all, with what each demo before has left in it.
const place = fs.mkdtempSync(path.join(tmpdir(), "runde-life-"))
fs.chmodSync(place, 0o755)
const data = path.join(place, "data")
const lock = path.join(data, "lock")
const launched: DemoLaunch[] = []
const answered: { wish: object; reference: string }[] = []

afterAll(async () => {
  const holder = readLock(lock)
  if (holder) await endOther(holder.self.pid, { SIGKILL: 5 })
  for (const { process } of launched) process.kill("SIGKILL")
  await Promise.all(launched.map(({ ended }) => ended))
  await EmbeddedPostgres.stop(path.join(data, "postgres"))
  fs.rmSync(place, { recursive: true })
})

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const
test.each(signals.flatMap((signal) => (["once", "twice"] as const).map((often) => ({ signal, often }))))(
  "$signal, sent $often, stops the app and the database, and the next start has what was booked",
  async ({ signal, often }) => {
    const demo = await start()
    await book(demo)
    const running = pids()
    demo.process.kill(signal)
    if (often === "twice") {
      await sleep(50)
      demo.process.kill(signal)
    }
    await haveEnded(running)
    expect(await demo.ended).toBe(0)
    expect(readLock(lock)).toBeUndefined()
  },
)

test("the death of its parent stops the app and the database", async () => {
  const demo = await start({ under: parent })
  const running = pids()
  demo.process.kill("SIGKILL")
  await haveEnded(running)
})

test("after kill -9 the next start ends what was left behind and has all that was answered", async () => {
  const left = await start({ under: parent })
  await book(left)
  const orphan = pids()
  // It does not notice by itself that its parent is gone.
  process.kill(orphan.app, "SIGSTOP")
  left.process.kill("SIGKILL")
  const starting = start()
  await expect.poll(() => isToldToEnd(orphan.app), { timeout: 60_000 }).toBe(true)
  process.kill(orphan.app, "SIGCONT")
  const killed = await starting
  expect(runs(orphan.app)).toBe(false)

  await book(killed)
  const before = pids()
  process.kill(before.app, "SIGKILL")
  await killed.ended
  expect(runs(before.database)).toBe(true)
  const demo = await start()
  expect(pids().database).toBe(before.database)
  await end(demo)
})

test("--reset starts over", async () => {
  const demo = await start({ options: ["--reset"], kept: false })
  expect(await ask(demo, answered[0]!.wish)).toBeUndefined()
  await end(demo)
})

test.each<[string, RegExp, () => Promise<Record<string, string>>, string?]>([
  [
    "a port that somebody else has",
    /^Port \d+ is taken by another program: choose another one, for example PORT=\d+\.$/,
    async () => ({ PORT: String(await takenPort()) }),
  ],
  ["a folder that cannot be made", /^The folder \S+\/file\/data cannot be written: /, async () => ({}), "file/data"],
  ["a folder that cannot be filled", /^The folder \S+\/postgres cannot be used: /, async () => ({}), "half"],
  [
    "a database that cannot be reached",
    /^The database 127\.0\.0\.1:\d+\/runde cannot be reached \(.*ECONNREFUSED.*\): check DATABASE_URL\.$/,
    async () => ({ DATABASE_URL: `postgresql://runde:unspoken@127.0.0.1:${await freePort()}/runde` }),
  ],
])("%s is said in one sentence, with exit code 1", async (_, sentence, arrange, folder = "unused") => {
  fs.mkdirSync(path.join(place, "half"), { recursive: true })
  for (const file of ["file", "half/postgres"]) fs.writeFileSync(path.join(place, file), "")
  const demo = await launch({ data: path.join(place, folder), env: await arrange() })
  const complaint: string[] = []
  demo.process.stderr.on("data", (text: Buffer) => complaint.push(text.toString()))
  expect(await demo.ended).toBe(1)
  expect(complaint.join("").trim()).toMatch(sentence)
  expect(demo.said()).not.toContain("unspoken")
})

/** As npm is for the demo: starts what it is told to and waits. */
const parent = [
  "-e",
  `require("node:child_process").spawn(process.execPath, process.argv.slice(1), { stdio: "inherit" })`,
  "--",
]

async function launch(wish: Parameters<typeof launchDemo>[0]): Promise<DemoLaunch> {
  const demo = await launchDemo(wish)
  launched.push(demo)
  return demo
}

/** A demo that answers and has kept every booking that was answered so far. */
async function start({ kept = true, ...wish }: { options?: string[]; under?: string[]; kept?: boolean } = {}) {
  const demo = await launch({ data, env: { RATE_LIMIT: "20" }, ...wish })
  expect(await demo.served, demo.said()).toBe(true)
  if (kept) for (const { wish, reference } of answered) expect(await ask(demo, wish)).toBe(reference)
  return demo
}

async function end(demo: DemoLaunch): Promise<void> {
  demo.process.kill("SIGTERM")
  await demo.ended
}

type Listed = { id: string; bookable: boolean; seatsFree: number; price: object | null; round: "open" | "closed" }

async function book(demo: DemoLaunch): Promise<void> {
  const list = await fetch(`${demo.origin}/api/v1/sessions`)
  const { sessions } = (await list.json()) as { sessions: Listed[] }
  const [emptiest] = sessions
    .filter(({ bookable, price, round }) => bookable && !price && round === "open")
    .sort((a, b) => b.seatsFree - a.seatsFree)
  const somebody = { givenName: "Petra", familyName: "Muster", company: "Muster GmbH", role: "owner" }
  const participant = { ...somebody, email: `${randomUUID()}@muster.example` }
  const agreed = { locale: "de", businessUse: true, acceptTerms: true }
  const wish = { requestId: randomUUID(), sessionId: emptiest?.id, participant, ...agreed }
  answered.push({ wish, reference: (await ask(demo, wish)) ?? "refused" })
}

/** @returns the reference of the booking, the same one however often the same is asked; undefined where it is refused */
async function ask({ origin }: DemoLaunch, wish: object): Promise<string | undefined> {
  const response = await fetch(`${origin}/api/v1/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wish),
  })
  return ((await response.json()) as { reference?: string }).reference
}

const pids = () => ({ app: readLock(lock)!.self.pid, database: runningPid(path.join(data, "postgres/data"))! })

const runs = (pid: number) => processFacts(pid) !== undefined

const haveEnded = (running: ReturnType<typeof pids>) =>
  expect.poll(() => Object.entries(running).filter(([, pid]) => runs(pid)), { timeout: 10_000 }).toEqual([])

/** Whether a TERM waits for a process that is stopped, or it has ended. Without /proc the KILL after it is waited for. */
function isToldToEnd(pid: number): boolean {
  if (!runs(pid)) return true
  if (process.platform !== "linux") return false
  const [, pending = "0"] = /^ShdPnd:\s*(\w+)$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
  return (BigInt(`0x${pending}`) & (1n << 14n)) !== 0n
}

async function takenPort(): Promise<number> {
  const somebody = createServer().unref()
  await new Promise<void>((resolve) => somebody.listen(0, "127.0.0.1", resolve))
  const address = somebody.address()
  return typeof address === "object" && address ? address.port : 0
}
