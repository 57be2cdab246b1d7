import { createHash } from "node:crypto"
import { type By, recordActivity } from "@/lib/activity"
import { now as presentTime } from "@/lib/clock"
import { db, transaction, type Tx } from "@/lib/db"
import { zipStream, type ZipWriter } from "@/lib/zip"
import { Prisma } from "@/prisma/generated/client"
import type { Manifest } from "./schema"
import { archivedTables, listMigrations, named } from "./tables"

const rowsAtOnce = 1_000

/**
 * Everything the house knows as one zip file: a file of JSON lines for each table and manifest.json. All of it is from
 * one moment, however long it takes, and it is sent while it is read. Keys are not in it: links and codes are derived
 * from APP_SECRET, so an installation with another secret voids those that were mailed. That it was asked for is
 * logged first, whether or not it is taken in whole.
 */
export async function exportArchive(by: By): Promise<ReadableStream<Uint8Array>> {
  await transaction((tx, now) => recordActivity(tx, "house.exported", { actor: by.actor, at: now }), by)
  return zipStream((zip) => writeArchive(zip, by.now ?? presentTime()))
}

async function writeArchive(zip: ZipWriter, madeAt: Date): Promise<void> {
  await db.$transaction(
    async (tx) => {
      // A slow reader keeps the moment open.
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`
      await tx.$executeRaw`SET LOCAL statement_timeout = 0`
      const tables: Manifest["tables"] = []
      for (const name of await archivedTables(tx)) tables.push(await writeTable(tx, zip, name))
      const migrations = await listMigrations(tx)
      const made: Manifest = { format: "runde-archive-1", madeAt: madeAt.toISOString(), migrations, tables }
      await zip.add("manifest.json", [JSON.stringify(made, null, 2)])
    },
    { isolationLevel: "RepeatableRead", maxWait: 10_000, timeout: 30 * 60_000 },
  )
}

async function writeTable(tx: Tx, zip: ZipWriter, name: string): Promise<Manifest["tables"][number]> {
  const hash = createHash("sha256")
  let rows = 0
  async function* lines() {
    await tx.$executeRaw`DECLARE archived NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS line FROM ${named(name)} t`
    for (;;) {
      const fetched = await tx.$queryRaw<{ line: string }[]>`FETCH ${Prisma.raw(String(rowsAtOnce))} FROM archived`
      if (fetched.length === 0) break
      rows += fetched.length
      const text = fetched.map(({ line }) => `${line}\n`).join("")
      hash.update(text)
      yield text
    }
    await tx.$executeRaw`CLOSE archived`
  }
  await zip.add(`tables/${name}.jsonl`, lines())
  return { name, rows, sha256: hash.digest("hex") }
}
