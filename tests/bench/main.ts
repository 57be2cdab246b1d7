import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { parseArgs } from "node:util"
import pg from "pg"
import buildOnce from "../support/build"
import { startCluster } from "../support/cluster"
import { testDatabase } from "../support/database"
import { startApp } from "../support/server"
import { testSettings } from "../support/settings"
import { connections, load, loop, type Sample } from "./load"
import { median, type Row, rowOf, tableOf } from "./report"

/**
 * `npm run bench`: bookings and pages per second, each beside its limit measured in the same run. Load generator,
 * app and database share the machine. Repetitions are interleaved, figures are medians.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    out: { type: "string", default: ".data/bench.json" },
  },
})
const [rounds, seconds] = [Number(options.rounds), Number(options.seconds)]

Object.assign(process.env, testSettings, { DEMO: "1" })
const stopCluster = await startCluster(os.tmpdir())
const database = await testDatabase()
process.env.DATABASE_URL = database.url
await buildOnce()
// Loaded only now: lib/db.ts takes its address when it is loaded.
const { seed } = await import("@/prisma/seed")
const { bookingRequest, holdArguments, withSessions } = await import("./sessions")
const { staleness } = await import("./freshness")
await seed()
const [page] = await database.query<{ slug: string }>(
  "SELECT slug FROM group_sessions WHERE status = 'published' LIMIT 1",
)

const app = await startApp({ env: { ROLE: "web", TRUSTED_PROXIES: "loopback" } })
const pool = new pg.Pool({ connectionString: database.url, max: connections })
const pages = { list: "/", session: `/sessions/${page!.slug}`, empty: "/api/v1/nothing" }

// After so many bookings the next session is the hot one, before it is full.
const fills = 450
const hot = (ids: string[], n: number) => ids[Math.floor(n / fills) % ids.length]!
const spread = (ids: string[], n: number) => ids[n % ids.length]!

const get = (url: string, headers = {}) =>
  load(app.origin, seconds, { path: url, headers }, url === pages.empty ? 404 : 200)
const book = (choose: typeof hot, size: number) =>
  withSessions(database, size, (ids) => load(app.origin, seconds, (n) => bookingRequest(choose(ids, n), n), 201))
const call = (choose: typeof hot, size: number) =>
  withSessions(database, size, (ids) =>
    loop(seconds, async (n) => {
      const { rows } = await pool.query<{ outcome: string }>(
        "SELECT * FROM hold_seat($1, $2, $3, $4)",
        holdArguments(choose(ids, n)),
      )
      return rows[0]?.outcome === "held"
    }),
  )

const measurements = {
  hot: () => book(hot, 30 * seconds),
  hotLimit: () => call(hot, 30 * seconds),
  spread: () => book(spread, 100),
  spreadLimit: () => call(spread, 100),
  list: () => get(pages.list),
  session: () => get(pages.session),
  rendered: () => get(pages.list, { cookie: "runde_bench=1" }),
  empty: () => get(pages.empty),
}
const samples = Object.fromEntries(Object.keys(measurements).map((name) => [name, [] as Sample[]])) as Record<
  keyof typeof measurements,
  Sample[]
>

const memoryMb = () =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${app.pid}/status`, "utf8"))?.[1]) / 1024)
for (const url of Object.values(pages)) await fetch(app.origin + url)
const memory = { atRest: memoryMb(), afterLoad: 0 }
for (let round = 0; round < rounds; round++) {
  for (const [name, measure] of Object.entries(measurements)) {
    process.stdout.write(`round ${round + 1} of ${rounds}: ${name}…      \r`)
    samples[name as keyof typeof measurements].push(await measure())
  }
}
const stale = await staleness(app.origin)
memory.afterLoad = memoryMb()

const direct = (name: "hotLimit" | "spreadLimit") => ({ name: "hold_seat by pg", samples: samples[name] })
const empty = { name: "empty route", samples: samples.empty }
const rows: Row[] = [
  rowOf("bookings, one hot session", samples.hot, direct("hotLimit")),
  rowOf("bookings, 100 sessions", samples.spread, direct("spreadLimit")),
  rowOf("list page", samples.list, empty),
  rowOf("session page", samples.session, empty),
  rowOf("list page, never kept", samples.rendered, empty),
]
const seatsRightAfter = { medianMs: Math.round(median(stale)), maxMs: Math.round(Math.max(...stale)) }
const expected = {
  "hot session at half its limit or more": rows[0]!.ratio >= 0.5,
  "list page 1,000 a second or more": rows[2]!.perSecond >= 1000,
  "its seats right within a second of a booking": seatsRightAfter.maxMs <= 1000,
}
const machine = { cpus: os.cpus().length, cpu: os.cpus()[0]?.model, node: process.version, load: os.loadavg()[0] }
const report = {
  at: new Date().toISOString(),
  machine,
  rounds,
  seconds,
  connections,
  rows,
  seatsRightAfter,
  memory,
  expected,
}
mkdirSync(path.dirname(options.out), { recursive: true })
writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`)
console.log(`\n${tableOf(rows)}

The list shows a booking after ${seatsRightAfter.medianMs} ms (median), ${seatsRightAfter.maxMs} ms at most, under load.
The server takes ${memory.atRest} MB at rest and ${memory.afterLoad} MB after the load.
${Object.entries(expected)
  .map(([what, isTrue]) => `${isTrue ? "yes" : "NO "}  ${what}`)
  .join("\n")}
Written to ${options.out}; ${machine.cpus} × ${machine.cpu}, Node ${machine.node}, ${connections} connections.`)

await pool.end()
await app.stop()
await (await import("@/lib/db")).pool.end()
await stopCluster()
