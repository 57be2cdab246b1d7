import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { atEnd } from "@/lib/shutdown"
import { Complaint, main } from "./complaint"
import { type Holder, readLock } from "./lock"
import { endOther } from "./processes"
import { isAlive, markOf } from "./runner"

const sources = [
  ...["app", "components", "lib", "messages", "public", "prisma/schema", "proxy.ts", "next.config.ts"],
  ...["instrumentation.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"],
]
const receipt = ".next/built-from"
/** Who builds at the moment; outside of the folder that a build empties. */
const builder = "node_modules/.cache/runde/builder.json"

/**
 * The build loads every module, and some want settings. None may be built in, since one build serves everywhere: so
 * these are the same always, and recognizable (tests/tooling looks for them).
 */
export const buildSettings = {
  PUBLIC_URL: "http://built-in.localhost",
  APP_SECRET: "built-in-by-mistake-0123456789-abcdefghijk",
  DATABASE_URL: "",
  DEMO: "1",
}

/**
 * Builds the app into `.next`, unless what is there was built from the same sources.
 * @returns whether there was something to build
 * @throws Complaint with what the build said
 */
export async function build(): Promise<boolean> {
  const fingerprint = fingerprintOf(sources)
  if (fs.existsSync(receipt) && fs.readFileSync(receipt, "utf8") === fingerprint) return false
  fs.rmSync(receipt, { force: true })
  await runNextBuild()
  fs.writeFileSync(receipt, fingerprint)
  return true
}

/** Ends a build whose starter was killed: it would go on and keep the next one from starting. */
async function endAbandonedBuild(): Promise<void> {
  const holder = readLock(builder)
  if (holder && isAlive(holder.self) && !isAlive(holder.runner)) await endOther(holder.self.pid, { SIGKILL: 5 })
}

async function runNextBuild(): Promise<void> {
  await endAbandonedBuild()
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, ...buildSettings, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  })
  atEnd(() => child.kill("SIGKILL"))
  const holder: Holder = { self: markOf(child.pid ?? 0), runner: markOf(process.pid) }
  fs.mkdirSync(path.dirname(builder), { recursive: true })
  fs.writeFileSync(builder, JSON.stringify(holder))
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text))
  const code = await new Promise((resolve) => child.once("close", resolve))
  fs.rmSync(builder, { force: true })
  if (code !== 0) throw new Complaint(`The app cannot be built.\n${said.trim()}`)
}

function fingerprintOf(roots: string[]): string {
  const hash = createHash("sha256")
  for (const file of roots.flatMap(filesBelow).sort())
    hash.update(`${file}\0`).update(fs.readFileSync(file)).update("\0")
  return hash.digest("hex")
}

function filesBelow(root: string): string[] {
  if (!fs.existsSync(root)) return []
  if (fs.statSync(root).isFile()) return [root]
  const entries = fs.readdirSync(root, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

if (import.meta.filename === process.argv[1]) {
  await main(async () => {
    console.log((await build()) ? "Built into .next" : "Nothing changed since the last build.")
  })
}
