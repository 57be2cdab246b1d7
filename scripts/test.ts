import { spawn } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"

/**
 * Runs every proof there is and ends with one line, "N passed, N failed", over all of them. A static check counts as
 * one. `check` leaves out what needs the built app or a browser.
 *
 * The tests run in a time zone that is nobody's, with minutes in its offset; those without a database run in the
 * product's own zone as well.
 */
type Count = { passed: number; failed: number }
type Proof = { name: string; args: string[]; report?: (file: string) => Count; env?: Record<string, string> }

const hostile = { TZ: "Asia/Kathmandu" }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "runde-test-"))
const bin = (name: string, file: string) => path.join("node_modules", name, file)
const tests = (name: string, projects: string[], env: Record<string, string>): Proof => ({
  name,
  args: [
    bin("vitest", "vitest.mjs"),
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=dot",
    "--reporter=json",
  ],
  report: countVitest,
  env,
})

/** What only reads the code; two at a time, since they wait for nothing but the processor. */
const statics: Proof[] = [
  { name: "types", args: [bin("typescript", "bin/tsc")] },
  { name: "format", args: [bin("prettier", "bin/prettier.cjs"), "--check", "--log-level=warn", "."] },
  { name: "lint", args: [bin("eslint", "bin/eslint.js"), "--max-warnings=0", "."] },
  {
    name: "directions",
    args: [
      bin("dependency-cruiser", "bin/dependency-cruiser.mjs"),
      "app",
      "components",
      "lib",
      "prisma",
      "scripts",
      "tests",
      "proxy.ts",
    ],
  },
  { name: "dead code", args: [bin("knip", "bin/knip.js"), "--no-config-hints"] },
]
const routeTypes: Proof = { name: "types of the routes", args: [bin("next", "dist/bin/next"), "typegen"] }
const inBerlin = tests("rules in Berlin", ["unit"], { TZ: "Europe/Berlin" })
const check = [
  inBerlin,
  // A short search for what is always true: `npm test` looks longer.
  tests("rules and database in Kathmandu", ["unit", "integration"], { ...hostile, PROPERTY_SECONDS: "8" }),
]
const all = [
  inBerlin,
  tests("rules, database, races and kills in Kathmandu", [], hostile),
  {
    name: "journeys",
    args: [bin("@playwright/test", "cli.js"), "test", "--reporter=list,json"],
    report: countPlaywright,
    env: hostile,
  },
]

const total: Count = { passed: 0, failed: 0 }
const began = Date.now()
const count = async (proof: Proof, quiet = false) => {
  const { passed, failed } = await run(proof, quiet)
  total.passed += passed
  total.failed += failed
}
await count(routeTypes)
const waiting = [...statics]
const worker = async () => {
  for (let proof = waiting.shift(); proof; proof = waiting.shift()) await count(proof, true)
}
await Promise.all([worker(), worker()])
for (const proof of process.argv[2] === "check" ? check : all) await count(proof)
fs.rmSync(folder, { recursive: true })
console.log(`\nAll of it took ${seconds(began)}.\n\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

/** Runs one proof; when `quiet`, what it writes comes in one piece at its end. */
async function run({ name, args, report, env }: Proof, quiet: boolean): Promise<Count> {
  const file = path.join(folder, `${name.replaceAll(/\W+/g, "-")}.json`)
  const start = Date.now()
  if (!quiet) console.log(`\n— ${name}`)
  const command = report === countVitest ? [...args, `--outputFile.json=${file}`] : args
  const { ok, output } = await succeeds(command, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file }, quiet)
  if (quiet) console.log(`\n— ${name}\n${output.trim()}`)
  const count = report && fs.existsSync(file) ? report(file) : { passed: Number(ok), failed: Number(!ok) }
  // Something failed that is no test: it must not pass for that.
  if (!ok && count.failed === 0) count.failed = 1
  console.log(`  ${count.passed} passed, ${count.failed} failed, ${seconds(start)} (${name})`)
  return count
}

function succeeds(args: string[], env: Record<string, string>, quiet: boolean) {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", ...env },
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text: Buffer) => (output += text.toString()))
  return new Promise<{ ok: boolean; output: string }>((resolve) =>
    child.once("close", (code) => resolve({ ok: code === 0, output })),
  )
}

/** A file that could not even be read counts as one that failed. */
function countVitest(file: string): Count {
  const report = JSON.parse(fs.readFileSync(file, "utf8")) as {
    numPassedTests: number
    numFailedTests: number
    testResults: { status: string; assertionResults: unknown[] }[]
  }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

function countPlaywright(file: string): Count {
  const { stats, errors } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number }
    errors: unknown[]
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(0)} s`
}
