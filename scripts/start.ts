import fs from "node:fs"
import { endOnSignals } from "@/lib/shutdown"
import { Complaint, main } from "./complaint"
import { checkDatabase, checkSettings } from "./prepare"

// Before React and Next are loaded, which read it once.
Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" })

/** Production: expects a database that is migrated, settings that are right and a build. */
await main(async () => {
  endOnSignals()
  if (fs.existsSync(".env")) process.loadEnvFile(".env")
  const settings = checkSettings()
  if (!settings.DATABASE_URL) throw new Complaint("DATABASE_URL is not set: name the PostgreSQL database to work on.")
  if (settings.ROLE !== "worker" && !fs.existsSync(".next/BUILD_ID")) {
    throw new Complaint('There is no build: run "npm run build" first.')
  }
  await checkDatabase(settings.DATABASE_URL)
  const [{ ensureOwner }, { serve }] = await Promise.all([import("@/lib/people/ensure-owner"), import("./serve")])
  if (settings.ORGANIZER_EMAIL) await ensureOwner(settings.ORGANIZER_EMAIL)
  await serve(settings)
  // For whoever started this as a child with a channel.
  process.send?.("ready")
})
