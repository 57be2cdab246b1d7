import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { runMigrations } from "graphile-worker"
import { Complaint, main } from "./complaint"
import { connectTo, roleSettings } from "./prepare"

/**
 * Brings a database to the newest schema: the queue's tables first, since ours enqueue into them, then our own.
 * Safe to run again and by several at once.
 * @throws Complaint where that fails, with what the migration tool said
 */
export async function migrate(url: string): Promise<void> {
  try {
    await runMigrations({ connectionString: url })
  } catch (error) {
    throw new Complaint(`The database cannot be migrated: ${(error as Error).message}`)
  }
  const prisma = fileURLToPath(new URL("prisma.mjs", import.meta.url))
  const child = spawn(process.execPath, [prisma, "migrate", "deploy"], {
    cwd: path.resolve(path.dirname(prisma), ".."),
    env: { ...process.env, DATABASE_URL: url, DATABASE_DIRECT_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text))
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve))
  if (code !== 0) throw new Complaint(`The database cannot be migrated.\n${said.trim()}`)
  await setRole(url)
}

/** Settings of a role are in no dump: on another server a restored database would be without them. */
async function setRole(url: string): Promise<void> {
  const client = await connectTo(url)
  try {
    for (const [name, value] of Object.entries(roleSettings))
      await client.query(`ALTER ROLE CURRENT_USER SET ${name} = '${value}'`)
  } finally {
    await client.end()
  }
}

if (import.meta.filename === process.argv[1]) {
  await main(async () => {
    if (existsSync(".env")) process.loadEnvFile(".env")
    const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL
    if (!url)
      throw new Complaint(
        "DATABASE_URL is not set: name the PostgreSQL database to work on, in the environment or in .env.",
      )
    await migrate(url)
    console.log("The database is up to date.")
  })
}
