import pg from "pg"
import { seed } from "@/prisma/seed"
import { ownDatabase } from "../support/database"
import { startApp } from "../support/server"
import { staleness } from "./freshness"
import { connections, load, loop, type Sample } from "./load"
import { memoryMb } from "./memory"
import { median, type Row, rowOf, tableOf } from "./report"
import { bookingRequest, holdArguments, withSessions } from "./sessions"

/**
 * Bookings and pages per second, each beside its limit measured in the same run. Repetitions are interleaved, figures
 * are medians.
 */
export async function benchBookings({ rounds, seconds }: { rounds: number; seconds: number }) {
  const database = ownDatabase()
  await seed()
  const [page] = await database.query<{ slug: string }>(
    "SELECT slug FROM group_sessions WHERE status = 'published' LIMIT 1",
  )

  const app = await startApp({ env: { ROLE: "web" } })
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

  for (const url of Object.values(pages)) await fetch(app.origin + url)
  const memory = { atRest: memoryMb(app.pid), afterLoad: 0 }
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(measurements)) {
      process.stdout.write(`round ${round + 1} of ${rounds}: ${name}…      \r`)
      samples[name as keyof typeof measurements].push(await measure())
    }
  }
  const stale = await staleness(app.origin)
  memory.afterLoad = memoryMb(app.pid)

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
  console.log(`\n${tableOf(rows)}

The list shows a booking after ${seatsRightAfter.medianMs} ms (median), ${seatsRightAfter.maxMs} ms at most, under load.
The server takes ${memory.atRest} MB at rest and ${memory.afterLoad} MB after the load.
${Object.entries(expected)
  .map(([what, isTrue]) => `${isTrue ? "yes" : "NO "}  ${what}`)
  .join("\n")}`)
  await pool.end()
  await app.stop()
  return { rounds, seconds, connections, rows, seatsRightAfter, memory, expected }
}
