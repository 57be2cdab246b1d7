import { randomBytes } from "node:crypto"
import { spawn, spawnSync } from "node:child_process"
import fs from "node:fs"
import { createServer } from "node:net"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { Complaint } from "./complaint"
import { type Account, postgresAccount, postgresHome } from "./postgres-binaries"
import { forgetDeadServer, isReady, runningPid } from "./postgres-lock"
import { endOther } from "./processes"

const user = "runde"

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  fsync: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  // The log may hold neither statements nor the DETAIL of an error: both repeat names and addresses.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
}

/**
 * A PostgreSQL server of our own in one folder: `data/` (its files), `password`, `port` and `log`. It listens on
 * 127.0.0.1 only. It outlives a `kill -9` of the process that started it; the next start finds and uses it again.
 */
export class EmbeddedPostgres {
  readonly #folder: string
  readonly #account: Account
  readonly #home: string

  private constructor(folder: string) {
    this.#folder = path.resolve(folder)
    this.#account = postgresAccount(this.#data)
    this.#home = postgresHome(this.#account)
  }

  /**
   * Creates the server's files if there are none and starts it if it does not run.
   * @throws Complaint where the folder cannot be written or the server does not come up within 10 s.
   */
  static async start(folder: string): Promise<EmbeddedPostgres> {
    try {
      const server = new EmbeddedPostgres(folder)
      if (!fs.existsSync(server.#data)) server.#create()
      await server.ensureRunning()
      return server
    } catch (error) {
      if (!(error instanceof Error && "syscall" in error)) throw error
      throw new Complaint(`The folder ${path.resolve(folder)} cannot be used: ${error.message}`)
    }
  }

  /** Stops the server of a folder, if one runs there. */
  static async stop(folder: string): Promise<void> {
    const pid = runningPid(path.join(path.resolve(folder), "data"))
    // Fast, then immediate (the log replays what was answered), then without asking.
    const steps = { SIGINT: 5, SIGQUIT: 2, SIGKILL: 1 }
    if (pid !== undefined) await endOther(pid, steps)
  }

  /** The address of a database on this server. */
  url(database: string): string {
    const password = fs.readFileSync(path.join(this.#folder, "password"), "utf8").trim()
    return `postgresql://${user}:${password}@127.0.0.1:${this.#rememberedPort}/${database}`
  }

  /** Creates a database if there is none of that name. */
  async createDatabase(name: string): Promise<void> {
    try {
      await this.#administer(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
    } catch (error) {
      if ((error as { code?: string }).code !== "42P04") throw error
    }
  }

  /** Removes a database if there is one of that name, whoever still uses it. */
  async dropDatabase(name: string): Promise<void> {
    await this.#administer(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
  }

  /** Starts the server unless it runs. After a crash the old one's last processes may need a moment to go: tries for 10 s. */
  async ensureRunning(): Promise<void> {
    const deadline = Date.now() + 10_000
    while (!(await this.#comesUp())) {
      if (Date.now() > deadline)
        throw new Complaint(`PostgreSQL does not start in ${this.#folder}: ${this.#lastWords()}`)
      await sleep(250)
    }
  }

  stop(): Promise<void> {
    return EmbeddedPostgres.stop(this.#folder)
  }

  async #administer(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url("postgres") })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }

  get #data() {
    return path.join(this.#folder, "data")
  }

  get #rememberedPort(): number {
    const file = path.join(this.#folder, "port")
    return fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0
  }

  #create(): void {
    const draft = `${this.#data}.new`
    const passwordFile = path.join(this.#folder, "password")
    fs.rmSync(draft, { recursive: true, force: true })
    fs.mkdirSync(draft, { recursive: true, mode: 0o700 })
    fs.writeFileSync(passwordFile, `${randomBytes(24).toString("base64url")}\n`)
    fs.chmodSync(passwordFile, 0o600)
    for (const file of [draft, passwordFile]) this.#giveToAccount(file)
    const password = fs.openSync(passwordFile, "r")
    const place = this.#open(draft)
    const made = spawnSync(
      path.join(this.#home, "bin/initdb"),
      [
        ...["-D", place.path, "-U", user, "--pwfile=/dev/stdin", "--auth=scram-sha-256", "--no-instructions"],
        // The same everywhere, whatever locales the machine has.
        ...["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
      ],
      { ...this.#spawnOptions, stdio: [password, "pipe", "pipe", place.fd], encoding: "utf8" },
    )
    for (const fd of [password, place.fd]) fs.closeSync(fd)
    if (made.status !== 0)
      throw new Complaint(`PostgreSQL cannot set up ${this.#folder}: ${made.error?.message ?? made.stderr.trim()}`)
    fs.renameSync(draft, this.#data)
  }

  /** True once the server answers; starts it where none runs. */
  async #comesUp(): Promise<boolean> {
    if (runningPid(this.#data) === undefined) {
      forgetDeadServer(this.#data)
      await this.#launch()
    }
    for (let wait = 0; wait < 200 && runningPid(this.#data) !== undefined; wait++) {
      if (isReady(this.#data) && (await this.#answers())) return true
      await sleep(25)
    }
    return false
  }

  /** Its lock file may speak of a server that was killed a moment ago and is not gone yet. */
  async #answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url("postgres"), connectionTimeoutMillis: 2_000 })
    client.on("error", () => {})
    try {
      await client.connect()
      return true
    } catch (error) {
      // A server without a free connection answers too.
      return (error as { code?: string }).code === "53300"
    } finally {
      await client.end().catch(() => {})
    }
  }

  async #launch(): Promise<void> {
    const port = (await isFree(this.#rememberedPort)) ? this.#rememberedPort : await freePort()
    fs.writeFileSync(path.join(this.#folder, "port"), `${port}\n`)
    const log = fs.openSync(path.join(this.#folder, "log"), "a", 0o600)
    const place = this.#open(this.#data)
    const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => ["-c", `${name}=${value}`])
    const server = spawn(path.join(this.#home, "bin/postgres"), ["-D", place.path, ...options], {
      ...this.#spawnOptions,
      // A group of its own: a signal to ours must not end the database before the app has let go of it.
      detached: true,
      stdio: ["ignore", log, log, place.fd],
    })
    for (const fd of [log, place.fd]) fs.closeSync(fd)
    server.unref()
    const ended = new Promise((resolve) => server.once("exit", resolve).once("error", resolve))
    const begun = (async () => {
      while (runningPid(this.#data) === undefined && server.exitCode === null) await sleep(10)
    })()
    await Promise.race([ended, begun])
  }

  get #spawnOptions() {
    const { PATH, NODE_ENV } = process.env
    return { ...this.#account, cwd: "/", env: { PATH, NODE_ENV, LC_ALL: "C" } }
  }

  #giveToAccount(file: string): void {
    const { uid, gid } = this.#account
    if (uid !== undefined && gid !== undefined) fs.chownSync(file, uid, gid)
  }

  /**
   * The folder as descriptor 3 of the server. For root it is also how the server finds it, because the other account
   * may not be allowed to walk down the path (a checkout below /root, a private temporary folder).
   */
  #open(folder: string): { fd: number; path: string } {
    const byDescriptor = this.#account.uid !== undefined && process.platform === "linux"
    return { fd: fs.openSync(folder, "r"), path: byDescriptor ? "/proc/self/fd/3" : folder }
  }

  #lastWords(): string {
    return fs.readFileSync(path.join(this.#folder, "log"), "utf8").trim().split("\n").slice(-3).join(" | ")
  }
}

function isFree(port: number): Promise<boolean> {
  if (port === 0) return Promise.resolve(false)
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })
}

/** A port of this machine that nobody uses at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))))
    })
  })
}
