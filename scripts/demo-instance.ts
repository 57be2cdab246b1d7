import { type ChildProcessByStdio, spawn } from "node:child_process"
import fs from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Readable } from "node:stream"
import { freePort } from "./embedded-postgres"

export type DemoInstance = { origin: string; stop: () => Promise<void> }

/**
 * A fresh demo of its own, on a free port and with its data in a temporary folder: for tests and pictures.
 * @param env settings that differ from the demo's own
 * @throws Error with what the demo said, where it does not come up
 */
export async function startDemoInstance(env: Record<string, string> = {}): Promise<DemoInstance> {
  const data = fs.mkdtempSync(path.join(tmpdir(), "runde-demo-"))
  // PostgreSQL may have to run as another user and must get in.
  fs.chmodSync(data, 0o755)
  const demo = await launchDemo({ data, env })
  const stop = async () => {
    demo.process.kill("SIGTERM")
    await demo.ended
    fs.rmSync(data, { recursive: true, force: true })
  }
  if (await demo.served) return { origin: demo.origin, stop }
  await stop()
  throw new Error(`The demo did not start.\n${demo.said()}`)
}

export type DemoLaunch = {
  origin: string
  process: ChildProcessByStdio<null, Readable, Readable>
  /** Whether it came as far as to answer. */
  served: Promise<boolean>
  /** Its exit code; null where a signal ended it. */
  ended: Promise<number | null>
  said: () => string
}

/**
 * Launches the demo on a folder of data.
 * @param options more options of the demo
 * @param under arguments of Node for a process that starts the demo in its stead, from the arguments after them
 */
export async function launchDemo({
  data,
  env = {},
  options = [],
  under = [],
}: {
  data: string
  env?: Record<string, string>
  options?: string[]
  under?: string[]
}): Promise<DemoLaunch> {
  const port = env.PORT ?? String(await freePort())
  const demo = ["--import", "tsx", "scripts/demo.ts", "--data", data, ...options]
  const child = spawn(process.execPath, [...under, ...demo], {
    env: { ...process.env, ...demoSettings, PORT: port, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  const served = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => {
        said += text.toString()
        if (said.includes("Ctrl+C stops")) resolve(true)
      })
    child.once("close", () => resolve(false))
  })
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve))
  return { origin: `http://localhost:${port}`, process: child, served, ended, said: () => said }
}

/** Empty is unset: the demo takes its own. */
const demoSettings = {
  ...{ DATABASE_URL: "", DATABASE_DIRECT_URL: "", PUBLIC_URL: "", HOST: "", APP_SECRET: "", SMTP_URL: "" },
  ...{
    ORGANIZER_EMAIL: "",
    SECOND_FACTOR: "",
    TRUSTED_PROXIES: "",
    ROLE: "all",
    RATE_LIMIT: "1",
    LOG_LEVEL: "error",
    DEMO: "1",
  },
}
