import { spawn } from "node:child_process"
import fs from "node:fs"

/** Something that is run and passes or fails; with a report it counts as often as that tells of. */
export type Proof = {
  name: string
  /** For node. */
  args: string[]
  env?: Record<string, string>
  /** What it writes comes in one piece at its end. */
  quiet?: boolean
  report?: { file: string; read: (text: string) => Result }
}

/** How many passed, and the names of those that did not. */
export type Result = { passed: number; failed: string[] }

/** Runs one proof. A runner that dies, or says no and names nothing that failed, has failed itself. */
export async function prove(proof: Proof): Promise<Result> {
  const { name, quiet, report } = proof
  const start = Date.now()
  if (!quiet) console.log(`\n— ${name}`)
  const { problem, output } = await run(proof)
  if (quiet) console.log(`\n— ${name}\n${output.trim()}`)
  const result = report ? readReport(report) : { passed: problem ? 0 : 1, failed: [] }
  if (problem && result.failed.length === 0) result.failed.push(problem)
  const failed = result.failed.map((what) => `${name}: ${what}`)
  console.log(`  ${result.passed} passed, ${failed.length} failed, ${seconds(start)} (${name})`)
  return { passed: result.passed, failed }
}

function run({ args, env, quiet }: Proof): Promise<{ problem?: string; output: string }> {
  const channel = quiet ? "pipe" : "inherit"
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", channel, channel],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", ...env },
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text: Buffer) => (output += text.toString()))
  return new Promise((resolve) =>
    child.once("close", (code, signal) =>
      resolve({ problem: code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`, output }),
    ),
  )
}

/** A runner that died may have left none, or half of one. */
function readReport({ file, read }: NonNullable<Proof["report"]>): Result {
  try {
    return read(fs.readFileSync(file, "utf8"))
  } catch (error) {
    return { passed: 0, failed: [`left no report: ${(error as Error).message}`] }
  }
}

/** A file that could not even be read counts as one that failed. */
export function readVitest(text: string): Result {
  const { numPassedTests, testResults } = JSON.parse(text) as {
    numPassedTests: number
    testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[]
  }
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed").map(({ fullName }) => ` > ${fullName}`)
    return (status === "failed" && tests.length === 0 ? [""] : tests).map((test) => `${relative(name)}${test}`)
  })
  return { passed: numPassedTests, failed }
}

type Suite = { file: string; suites?: Suite[]; specs?: { title: string; tests: { status: string }[] }[] }

/** A journey that passes when it is tried again has passed; Playwright's own report lists it as flaky. */
export function readPlaywright(text: string): Result {
  const { stats, suites, errors } = JSON.parse(text) as {
    stats: { expected: number; flaky: number }
    suites: Suite[]
    errors: { message?: string }[]
  }
  const titles = ({ file, suites = [], specs = [] }: Suite): string[] => [
    ...specs.flatMap(({ title, tests }) =>
      tests.filter(({ status }) => status === "unexpected").map(() => `${file} > ${title}`),
    ),
    ...suites.flatMap(titles),
  ]
  const failed = [...suites.flatMap(titles), ...errors.map(({ message = "" }) => message)]
  return { passed: stats.expected + stats.flaky, failed }
}

const relative = (file: string) => file.replace(`${process.cwd()}/`, "")

export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(0)} s`
}
