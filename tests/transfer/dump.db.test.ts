import { execFile, execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, it } from "vitest"
import { migrate } from "../../scripts/migrate"
import { checkDatabase } from "../../scripts/prepare"
import { emptyDatabase, ownDatabase, type TestDatabase } from "../support/database"
import { whatIsBroken } from "../support/always-true"
import { world } from "../support/world"

const run = promisify(execFile)
const serverVersion = 17

/**
 * Where PostgreSQL's tools are, at least as new as the server, which they insist on. The PostgreSQL that comes with the
 * packages brings none: `PG_TOOLS` names a folder that has them.
 */
function findTools(): string | undefined {
  const debian = "/usr/lib/postgresql"
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => path.join(debian, version, "bin")) : []
  const folders = [process.env.PG_TOOLS, ...(process.env.PATH ?? "").split(path.delimiter), ...versions]
  return folders.find((folder) => folder && versionIn(folder) >= serverVersion)
}

function versionIn(folder: string): number {
  try {
    const said = ["pg_dump", "pg_restore"].map((tool) =>
      execFileSync(path.join(folder, tool), ["--version"]).toString(),
    )
    return Math.min(...said.map((text) => Number(/\d+/.exec(text)?.[0])))
  } catch {
    return 0
  }
}

const tools = findTools()
const folder = mkdtempSync(path.join(tmpdir(), "runde-dump-"))
beforeAll(async () => {
  const { book, petra, jonas, januaryRound } = await world()
  for (const person of [petra, jonas]) await book(person, januaryRound)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Every row of every table, the queue's and the migrations' among them, and what guards them. */
async function everything({ query }: TestDatabase): Promise<Record<string, unknown[]>> {
  const tables = await query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relkind = 'r' AND nspname IN ('public', 'graphile_worker')`,
  )
  const rows = tables.map(async ({ name }) => [name, await query(`SELECT t::text FROM ${name} t ORDER BY 1`)] as const)
  const guards = {
    // Read back from text, a BETWEEN has fewer brackets.
    constraints:
      "SELECT conrelid::regclass || conname || translate(pg_get_constraintdef(oid), '()', '') AS t FROM pg_constraint",
    triggers: "SELECT pg_get_triggerdef(oid) || tgenabled::text AS t FROM pg_trigger WHERE NOT tgisinternal",
    functions: `SELECT p.oid::regprocedure || md5(prosrc) AS t FROM pg_proc p WHERE pronamespace = 'public'::regnamespace`,
    indexes: "SELECT indexdef AS t FROM pg_indexes WHERE schemaname IN ('public', 'graphile_worker')",
  }
  const rest = Object.entries(guards).map(async ([name, sql]) => [name, await query(`${sql} ORDER BY 1`)] as const)
  return Object.fromEntries(await Promise.all([...rows, ...rest]))
}

it("a dump fills an empty database, which is then the same", async ({ skip }) => {
  if (!tools)
    return skip(`there is no pg_dump of version ${serverVersion} or newer here: PG_TOOLS names a folder with one`)
  const file = path.join(folder, "runde.dump")
  await run(path.join(tools, "pg_dump"), ["--format=custom", `--file=${file}`, ownDatabase().url])
  const other = await emptyDatabase()
  try {
    await expect(checkDatabase(other.url)).rejects.toThrow(/lacks/)
    await run(path.join(tools, "pg_restore"), ["--no-owner", "--exit-on-error", `--dbname=${other.url}`, file])
    await migrate(other.url)
    await checkDatabase(other.url)
    const restored = await everything(other)
    expect(restored["public.seats"]).toHaveLength(2)
    expect(restored).toEqual(await everything(ownDatabase()))
    expect(await whatIsBroken(other.query)).toEqual([])
    await expect(other.query("DELETE FROM activities")).rejects.toThrow(/activities_kept/)
  } finally {
    await other.drop()
  }
})
