import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { freePort } from "../../scripts/embedded-postgres"
import { testSettings } from "./settings"

export type App = {
  /** Where it answers, without a slash at the end. */
  origin: string
  port: number
  pid: number
  /** Everything it has written so far, on both streams. */
  output: () => string
  /** Ends it as a service manager does. */
  stop: () => Promise<void>
  /** Ends it as `kill -9` does. */
  kill: () => Promise<void>
}

type Wish = {
  /** Settings that differ from the tests' own. */
  env?: Record<string, string>
  /** The address of another database than this test file's own. */
  databaseUrl?: string
  /** The port of an app that has ended, for one that takes its place. */
  port?: number
}

/** Starts the built app in a process of its own and waits until it answers. It ends with the test process at the latest. */
export async function startApp({ env = {}, databaseUrl = process.env.DATABASE_URL, port }: Wish = {}): Promise<App> {
  const ownPort = port ?? (await freePort())
  const origin = `http://127.0.0.1:${ownPort}`
  const place = { DATABASE_URL: databaseUrl, PUBLIC_URL: origin, PORT: String(ownPort), HOST: "127.0.0.1" }
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    env: { ...process.env, ...testSettings, ...place, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  let written = ""
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text: Buffer) => (written += text.toString()))
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit")
      child.kill(signal)
      await ended
    }
  }
  if (!(await isReady(child))) throw new Error(`The app has not started.\n${written}`)
  return {
    origin,
    port: ownPort,
    pid: child.pid!,
    output: () => written,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  }
}

/** Whether it says so, before it ends. */
function isReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once("message", () => resolve(true)).once("exit", () => resolve(false))
  })
}
