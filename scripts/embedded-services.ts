import { randomBytes } from "node:crypto"
import fs from "node:fs"
import { createServer } from "node:net"
import { parseArgs } from "node:util"
import { atEnd } from "@/lib/shutdown"
import { Complaint } from "./complaint"
import { EmbeddedPostgres } from "./embedded-postgres"
import { listen } from "./listen"
import { takeLock } from "./lock"
import { migrate } from "./migrate"
import { startStripe } from "./demo-stripe"
import { checkDatabase, checkSettings, connectTo } from "./prepare"
import { step } from "./steps"

/** `--data <folder>` keeps another instance apart from the one that a person works with. */
const { data: folder } = parseArgs({ options: { data: { type: "string", default: ".data" } }, strict: false })
  .values as { data: string }
const database = "runde"
/** Written when the database is complete: without it a first start was cut short, and the next begins again. */
const receipt = `${folder}/seeded`

/**
 * Everything the demo and the development server need, from this folder alone: settings, a PostgreSQL of our own
 * (unless `DATABASE_URL` names another), the newest schema and what the seed puts in.
 * @throws Complaint where the port, the folder or the database cannot be used, or Runde already runs here
 */
export async function startServices({ reset = false } = {}): Promise<void> {
  if (reset && process.env.DATABASE_URL)
    throw new Complaint("--reset is for the database in .data; DATABASE_URL is set.")
  await takeLock(folder)
  if (reset) await step("Forget the old data", forget)
  setDemoSettings()
  await checkPort()
  await step("Start a stand-in for Stripe", () => startStripe(folder))

  const embedded = !process.env.DATABASE_URL
  if (!embedded) await step("Reach the database", reachDatabase)
  else await step("Start PostgreSQL", startPostgres)
  await step("Migrate", () => migrate(process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL || ""))
  if (!embedded) await checkDatabase(process.env.DATABASE_URL ?? "")
  await step("Seed", async () => {
    const [{ seed }, { pool }] = await Promise.all([import("@/prisma/seed"), import("@/lib/db")])
    atEnd(() => pool.end())
    await seed()
    if (embedded) fs.writeFileSync(receipt, "")
  })
}

async function forget(): Promise<void> {
  await EmbeddedPostgres.stop(`${folder}/postgres`)
  for (const name of ["postgres", "secret", "seeded", "stripe.json"])
    fs.rmSync(`${folder}/${name}`, { recursive: true, force: true })
}

/** What the person has not set. */
function setDemoSettings(): void {
  const { PORT } = process.env
  const defaults = {
    DEMO: "1",
    PUBLIC_URL: `http://localhost:${PORT || 3000}`,
    // The mailbox of the demo shows every code: nobody but this machine.
    HOST: "127.0.0.1",
    APP_SECRET: keptSecret(),
    ORGANIZER_EMAIL: "organizer@runde.example",
    // Who looks around should not have to set up a passkey first; the desk says that it is different elsewhere.
    SECOND_FACTOR: "offered",
    TRUSTED_PROXIES: "loopback",
    LOG_LEVEL: "warn",
  }
  for (const [name, value] of Object.entries(defaults)) process.env[name] ||= value
}

function keptSecret(): string {
  const file = `${folder}/secret`
  if (!fs.existsSync(file)) {
    // Aside and then renamed, so that a start that is cut short leaves no half of it.
    fs.writeFileSync(`${file}.new`, randomBytes(32).toString("base64url"), { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
  }
  return fs.readFileSync(file, "utf8")
}

/** Before the minute that everything else takes, and on the other loopback too, where browsers look for localhost. */
async function checkPort(): Promise<void> {
  const { PORT, HOST } = checkSettings()
  for (const host of [HOST, "::1"]) {
    const probe = createServer()
    try {
      await listen(probe, PORT, host)
    } catch (error) {
      if (host === HOST || (error as Complaint).message.includes("taken")) throw error
    }
    await new Promise((resolve) => probe.close(resolve))
  }
}

async function reachDatabase(): Promise<void> {
  for (const url of [process.env.DATABASE_URL, process.env.DATABASE_DIRECT_URL]) {
    if (url) await (await connectTo(url)).end()
  }
}

async function startPostgres(): Promise<void> {
  const server = await EmbeddedPostgres.start(`${folder}/postgres`)
  // It may die on its own, by `kill -9` or for want of memory; the app's pool reaches the next one at the same address.
  let looking: Promise<void> | undefined
  const look = () =>
    (looking ??= server
      .ensureRunning()
      .catch(() => {})
      .finally(() => (looking = undefined)))
  const watch = setInterval(() => void look(), 1_000)
  atEnd(async () => {
    clearInterval(watch)
    await looking
    await server.stop()
  })
  if (!fs.existsSync(receipt)) await server.dropDatabase(database)
  await server.createDatabase(database)
  process.env.DATABASE_URL = server.url(database)
}
