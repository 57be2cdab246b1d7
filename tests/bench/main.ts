import { mkdirSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { parseArgs } from "node:util"
import buildOnce from "../support/build"
import { startCluster } from "../support/cluster"
import { testDatabase } from "../support/database"
import { testSettings } from "../support/settings"

/**
 * `npm run bench`: what the product does under load and with many rows. `npm run bench -- desk` is one part of it.
 * Load generator, app and database share the machine, so that every figure stands beside one of the same run.
 */
const parts = ["bookings", "desk", "round"] as const
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    samples: { type: "string", default: "20" },
    out: { type: "string", default: ".data/bench.json" },
  },
})
const wanted = positionals.length > 0 ? positionals : parts
const unknown = wanted.find((name) => !parts.some((part) => part === name))
if (unknown) throw new Error(`There is no part "${unknown}": ${parts.join(", ")}.`)

Object.assign(process.env, testSettings, { DEMO: "1" })
const stopCluster = await startCluster(os.tmpdir())
process.env.DATABASE_URL = (await testDatabase()).url
await buildOnce()
// Loaded only now: lib/db.ts takes its address when it is loaded.
const { benchBookings } = await import("./bookings")
const { benchDesk } = await import("./desk")
const { benchRound } = await import("./round")

const machine = { cpus: os.cpus().length, cpu: os.cpus()[0]?.model, node: process.version, load: os.loadavg()[0] }
const report = {
  at: new Date().toISOString(),
  machine,
  ...(wanted.includes("bookings") && {
    bookings: await benchBookings({ rounds: Number(options.rounds), seconds: Number(options.seconds) }),
  }),
  ...(wanted.includes("desk") && { desk: await benchDesk({ samples: Number(options.samples) }) }),
  ...(wanted.includes("round") && { round: await benchRound({ samples: Number(options.samples) * 5 }) }),
}
mkdirSync(path.dirname(options.out), { recursive: true })
writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`)
console.log(`Written to ${options.out}; ${machine.cpus} × ${machine.cpu}, Node ${machine.node}.`)

await (await import("@/lib/db")).pool.end()
await stopCluster()
