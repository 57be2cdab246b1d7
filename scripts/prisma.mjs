#!/usr/bin/env node
/**
 * Runs the Prisma CLI without any download: `node scripts/prisma.mjs generate`, `… migrate dev --name x`.
 * Prisma's own native schema engine is used where it is installed, `schema-engine.mjs` where it is not.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { fileURLToPath } from "node:url"

const require = createRequire(import.meta.url)
const here = path.dirname(fileURLToPath(import.meta.url))

if (existsSync(".env")) process.loadEnvFile(".env")
const args = process.argv.slice(2)
if (needsDatabase(args) && !process.env.DATABASE_URL && !process.env.DATABASE_DIRECT_URL) {
  console.error("DATABASE_URL is not set: name the PostgreSQL database to work on, in the environment or in .env.")
  process.exit(1)
}

const prisma = path.dirname(require.resolve("prisma/package.json"))
const child = spawnSync(process.execPath, [path.join(prisma, "build/index.js"), ...args], {
  cwd: path.dirname(here),
  stdio: "inherit",
  env: { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", ...engine(), ...process.env },
})
process.exit(child.status ?? 1)

function engine() {
  const engines = path.dirname(require.resolve("@prisma/engines/package.json", { paths: [prisma] }))
  const native = readdirSync(engines).some((name) => name.startsWith("schema-engine-"))
  return native ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: path.join(here, "schema-engine.mjs") }
}

function needsDatabase([command]) {
  return command === "migrate" || command === "db"
}
