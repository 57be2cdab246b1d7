import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest"
import { type Proof, prove, readPlaywright, readVitest } from "../../scripts/proof"

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "runde-proof-"))
const file = path.join(folder, "report.json")
afterAll(() => fs.rmSync(folder, { recursive: true }))
beforeEach(() => {
  fs.rmSync(file, { force: true })
  vi.spyOn(console, "log").mockReturnValue()
})

const report = { numPassedTests: 2, testResults: [{ name: "a.test.ts", status: "passed", assertionResults: [] }] }
const broken = { name: "b.test.ts", status: "failed", assertionResults: [] }
const failing = { ...broken, name: "c.test.ts", assertionResults: [{ fullName: "holds", status: "failed" }] }

/** A runner that writes that report and ends like that. */
const runner = (written: unknown, end: string): Proof => {
  const text = typeof written === "string" ? written : JSON.stringify(written)
  const write = written === undefined ? "" : `fs.writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(text)});`
  return { name: "rules", args: ["-e", write + end], quiet: true, report: { file, read: readVitest } }
}

describe("a runner", () => {
  test.each<[string, Proof, { passed: number; failed: string[] }]>([
    ["that passes counts what it reports", runner(report, ""), { passed: 2, failed: [] }],
    [
      "that fails names the tests, and the files that could not be read",
      runner({ ...report, testResults: [broken, failing] }, "process.exit(1)"),
      { passed: 2, failed: ["rules: b.test.ts", "rules: c.test.ts > holds"] },
    ],
    [
      "that says no and names nothing has failed itself",
      runner(report, "process.exit(1)"),
      { passed: 2, failed: ["rules: ended with code 1"] },
    ],
    [
      "that is killed after its report has failed",
      runner(report, "process.kill(process.pid, 'SIGKILL')"),
      { passed: 2, failed: ["rules: ended with SIGKILL"] },
    ],
    [
      "that is killed before its report has failed",
      runner(undefined, "process.kill(process.pid, 'SIGKILL')"),
      { passed: 0, failed: [expect.stringMatching(/^rules: left no report: ENOENT/) as string] },
    ],
    [
      "that leaves half a report has failed, whatever it says",
      runner('{"numPassedTests":', ""),
      { passed: 0, failed: [expect.stringContaining("left no report") as string] },
    ],
    [
      "without a report is one proof",
      { name: "lint", args: ["-e", "process.exit(2)"], quiet: true },
      { passed: 0, failed: ["lint: ended with code 2"] },
    ],
    ["without a report passes once", { name: "lint", args: ["-e", ""], quiet: true }, { passed: 1, failed: [] }],
  ])("%s", async (_, proof, result) => {
    expect(await prove(proof)).toEqual(result)
  })

  test("of journeys names those that failed, and what broke around them", () => {
    const specs = ["expected", "unexpected", "flaky"].map((status) => ({ title: status, tests: [{ status }] }))
    const suites = [{ file: "a.journey.ts", suites: [{ file: "a.journey.ts", specs }] }]
    const text = JSON.stringify({ stats: { expected: 1, flaky: 1 }, suites, errors: [{ message: "no demo" }] })
    expect(readPlaywright(text)).toEqual({ passed: 2, failed: ["a.journey.ts > unexpected", "no demo"] })
  })
})
