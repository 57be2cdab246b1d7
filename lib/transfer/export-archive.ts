import { createHash } from "node:crypto"
import { Zip, ZipDeflate } from "fflate"
import { type By, recordActivity } from "@/lib/activity"
import { now as presentTime } from "@/lib/clock"
import { db, transaction, type Tx } from "@/lib/db"
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
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  void writeArchive((chunk) => writer.write(chunk), by.now ?? presentTime()).then(
    () => writer.close(),
    (error: unknown) => writer.abort(error).catch(() => {}),
  )
  return readable
}

async function writeArchive(send: (chunk: Uint8Array) => Promise<void>, madeAt: Date): Promise<void> {
  const zip = new ZipWriter(send)
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
  await zip.end()
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

/** A zip file that is sent as it grows. */
class ZipWriter {
  #sent: Promise<void> = Promise.resolve()
  #zip: Zip

  constructor(send: (chunk: Uint8Array) => Promise<void>) {
    this.#zip = new Zip((error, chunk) => {
      this.#sent = this.#sent.then(() => (error ? Promise.reject(error) : send(chunk)))
    })
  }

  async add(name: string, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const file = new ZipDeflate(name, { level: 6 })
    this.#zip.add(file)
    for await (const text of texts) {
      file.push(new TextEncoder().encode(text))
      // Not faster than it is taken.
      await this.#sent
    }
    file.push(new Uint8Array(), true)
    await this.#sent
  }

  async end(): Promise<void> {
    this.#zip.end()
    await this.#sent
  }
}
