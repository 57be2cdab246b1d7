import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Proof, prove, readPlaywright, readVitest, type Result, seconds } from "./proof"

/**
 * Runs every proof there is and ends with one line, "N passed, N failed", over all of them. A static check counts as
 * one. `check` leaves out what needs the built app or a browser, and what searches at random for longer than one
 * wants to wait while working.
 *
 * The tests run in a time zone that is nobody's, with minutes in its offset; those without a database run in the
 * product's own zone as well.
 */
const hostile = { TZ: "Asia/Kathmandu" }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "runde-test-"))
const bin = (name: string, file: string) => path.join("node_modules", name, file)

/** What only reads the code. The types are read before a build writes those of its routes anew. */
const statics: Proof[] = [
  { name: "types of the routes", args: [bin("next", "dist/bin/next"), "typegen"] },
  { name: "types", args: [bin("typescript", "bin/tsc")] },
  { name: "lint", args: [bin("eslint", "bin/eslint.js"), "--max-warnings=0", "."] },
  { name: "format", args: [bin("prettier", "bin/prettier.cjs"), "--check", "--log-level=warn", "."] },
  {
    name: "directions",
    args: [
      bin("dependency-cruiser", "bin/dependency-cruiser.mjs"),
      ...["app", "components", "lib", "prisma", "scripts", "tests", "proxy.ts"],
    ],
  },
  { name: "dead code", args: [bin("knip", "bin/knip.js"), "--no-config-hints"] },
]
const build: Proof = { name: "build", args: ["--import", "tsx", "scripts/build.ts"] }
const journeys: Proof = {
  name: "journeys",
  args: [bin("@playwright/test", "cli.js"), "test", "--reporter=list,json"],
  report: { file: path.join(folder, "journeys.json"), read: readPlaywright },
  env: { ...hostile, PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(folder, "journeys.json") },
}

function tests(name: string, projects: string[], env: Record<string, string>, without: string[] = []): Proof {
  const file = path.join(folder, `${name.replaceAll(/\W+/g, "-")}.json`)
  const chosen = [
    ...projects.flatMap((project) => ["--project", project]),
    ...without.flatMap((files) => ["--exclude", files]),
  ]
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`]
  return {
    name,
    args: [bin("vitest", "vitest.mjs"), "run", ...chosen, ...reporters],
    report: { file, read: readVitest },
    env,
  }
}

const quiet = (proof: Proof): Proof => ({ ...proof, quiet: true })
const began = Date.now()
const total: Result = { passed: 0, failed: [] }

/** One after the other. */
async function inTurn(...proofs: Proof[]): Promise<void> {
  for (const proof of proofs) {
    const { passed, failed } = await prove(proof)
    total.passed += passed
    total.failed.push(...failed)
  }
}

// Tests of the database wait for it now and then: what only thinks runs beside them.
if (process.argv[2] === "check") {
  const searches = ["tests/properties/**", "tests/numbers/same-from-the-log.db.test.ts"]
  await Promise.all([
    inTurn(...statics.map(quiet)),
    inTurn(tests("rules and database in Kathmandu", ["unit", "integration"], hostile, searches)),
  ])
} else {
  await Promise.all([
    inTurn(...[...statics, build, tests("rules in Berlin", ["unit"], { TZ: "Europe/Berlin" })].map(quiet)),
    inTurn(tests("rules and database in Kathmandu", ["unit", "integration"], hostile)),
  ])
  await inTurn(tests("races, leaks and kills in Kathmandu", ["app"], hostile), journeys)
}
fs.rmSync(folder, { recursive: true })

console.log(`\nAll of it took ${seconds(began)}.`)
if (total.failed.length > 0) console.log(`\nFailed:\n${total.failed.map((what) => `  ${what}`).join("\n")}`)
console.log(`\n${total.passed} passed, ${total.failed.length} failed`)
process.exit(total.failed.length === 0 ? 0 : 1)
