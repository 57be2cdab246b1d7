import { endOnSignals } from "@/lib/shutdown"
import { main } from "./complaint"
import { startServices } from "./embedded-services"
import { endWithRunner } from "./runner"
import { checkSettings } from "./prepare"
import { step } from "./steps"

// Before React and Next are loaded, which read it once.
Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" })

await main(async () => {
  endOnSignals()
  endWithRunner()
  console.log("\nRunde, the demo\n")
  await startServices({ reset: process.argv.includes("--reset") })
  const { build } = await import("./build")
  await step("Build", build)
  const settings = checkSettings()
  const { serve } = await import("./serve")
  await step("Serve", () => serve(settings))
  console.log(`
  Sessions          ${settings.PUBLIC_URL}
  Organizer's desk  ${settings.PUBLIC_URL}/organizer   sign in as ${settings.ORGANIZER_EMAIL}
  Demo mailbox      ${settings.PUBLIC_URL}/demo/mail   codes and mails arrive here

  The data stays in .data; "npm run demo -- --reset" starts over. Ctrl+C stops everything.
`)
})
