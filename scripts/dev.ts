import { spawn } from "node:child_process"
import fs from "node:fs"
import { atEnd, endOnSignals } from "@/lib/shutdown"
import { main } from "./complaint"
import { startServices } from "./embedded-services"
import { endWithRunner } from "./runner"
import { checkSettings } from "./prepare"

Object.assign(process.env, { NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" })

/** The demo's services with hot reload: Next reloads pages, the worker starts again when a file it uses changes. */
await main(async () => {
  endOnSignals()
  endWithRunner()
  if (fs.existsSync(".env")) process.loadEnvFile(".env")
  await startServices({ reset: process.argv.includes("--reset") })
  const settings = checkSettings()
  const { serve } = await import("./serve")
  await serve({ ...settings, ROLE: "web" }, { dev: true })
  const worker = spawn(process.execPath, ["--watch", "--import", "tsx", "scripts/start.ts"], {
    env: { ...process.env, ROLE: "worker" },
    stdio: "inherit",
  })
  atEnd(() => worker.kill())
  console.log(`${settings.PUBLIC_URL}  ${settings.PUBLIC_URL}/organizer  ${settings.PUBLIC_URL}/demo/mail`)
})
