import { spawn } from "node:child_process"
import fs from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
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
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/demo.ts", "--data", data], {
    env: { ...process.env, ...demoSettings, PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text))
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()))
  const stop = async () => {
    child.kill("SIGTERM")
    await ended
    fs.rmSync(data, { recursive: true, force: true })
  }
  const served = new Promise<void>((resolve) => {
    child.stdout.on("data", () => said.includes("Ctrl+C stops") && resolve())
  })
  await Promise.race([served, ended])
  if (child.exitCode === null) return { origin, stop }
  await stop()
  throw new Error(`The demo did not start.\n${said}`)
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
