import { createHash } from "node:crypto"
import { type UnzipFileInfo, unzipSync } from "fflate"
import { type By, recordActivity } from "@/lib/activity"
import { db, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { Prisma } from "@/prisma/generated/client"
import { type Manifest, manifest } from "./schema"
import { archivedTables, listMigrations, named } from "./tables"

/** What is unpacked at once is one table; all of them are looked through before anything happens. */
const maxTableBytes = 1024 ** 3
const maxUnpackedBytes = 4 * maxTableBytes
const bytesAtOnce = 4 * 1024 ** 2
const newline = 10

export type RestoreRefusal = "archive_broken" | "archive_other_version" | "not_empty"
type Read = { made: Manifest; unpack: (table: string) => Uint8Array | undefined }

/** An archive checked: whole, unchanged, of a form we know. Its tables are unpacked when they are asked for. */
function readArchive(bytes: Uint8Array): Outcome<Read, "archive_broken"> {
  const only = (wanted: string) => unzipSync(bytes, { filter: ({ name }) => name === wanted })[wanted]
  const unpack = (table: string) => only(`tables/${table}.jsonl`)
  try {
    if (isTooLarge(bytes)) return refuse("archive_broken")
    const made = manifest.parse(JSON.parse(new TextDecoder().decode(only("manifest.json"))))
    const whole = made.tables.every(({ name, sha256 }) => {
      const file = unpack(name)
      return file && createHash("sha256").update(file).digest("hex") === sha256
    })
    return whole ? { ok: true, made, unpack } : refuse("archive_broken")
  } catch {
    // Whatever is not such a zip file fails in its own way.
    return refuse("archive_broken")
  }
}

/** By what its directory says; no file is unpacked to more than that. */
function isTooLarge(bytes: Uint8Array): boolean {
  const sizes: number[] = []
  const look = ({ originalSize }: UnzipFileInfo) => {
    sizes.push(originalSize)
    return false
  }
  unzipSync(bytes, { filter: look })
  return sizes.some((size) => size > maxTableBytes) || sizes.reduce((sum, size) => sum + size, 0) > maxUnpackedBytes
}

/**
 * Fills an empty installation with an archive, all of it or nothing. What an installation has by itself (its team and
 * settings) is replaced, everybody's sign-ins end, and mails that were still to be sent are not.
 *
 * Refuses what is no whole archive (`archive_broken`), one of another version (`archive_other_version`), and a house
 * in which there are formats, sessions or people already (`not_empty`).
 */
export async function restoreArchive(
  input: { bytes: Uint8Array },
  by: By,
): Promise<Outcome<{ tables: Manifest["tables"] }, RestoreRefusal>> {
  const read = readArchive(input.bytes)
  if (!read.ok) return read
  const { made, unpack } = read
  return db.$transaction(
    async (tx) => {
      const tables = await archivedTables(tx)
      if ((await listMigrations(tx)).join() !== made.migrations.join()) return refuse("archive_other_version")
      await standStill(tx, tables)
      if (!(await isEmpty(tx))) return refuse("not_empty")
      await tx.$executeRaw`DELETE FROM auth_sessions`
      await tx.$executeRaw`DELETE FROM sign_in_challenges`
      for (const table of [...tables].reverse()) if (table !== "activities") await empty(tx, table)
      for (const table of tables) await fill(tx, table, unpack(table) ?? new Uint8Array())
      await tx.mail.updateMany({ where: { state: { in: ["queued", "sending"] } }, data: { state: "suppressed" } })
      for (const table of tables) await tx.$executeRaw`ALTER TABLE ${named(table)} ENABLE TRIGGER USER`
      const at = by.now ?? new Date()
      await recordActivity(tx, "house.restored", { actor: by.actor, detail: { madeAt: made.madeAt }, at })
      return { ok: true, tables: made.tables }
    },
    { isolationLevel: "ReadCommitted", maxWait: 10_000, timeout: 30 * 60_000 },
  )
}

/** Nobody writes meanwhile; and the guards of the tables rest, since history is put back and not lived again. */
async function standStill(tx: Tx, tables: string[]): Promise<void> {
  await tx.$executeRaw`SET LOCAL statement_timeout = 0`
  await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`
  for (const table of tables) await tx.$executeRaw`ALTER TABLE ${named(table)} DISABLE TRIGGER USER`
}

async function isEmpty(tx: Tx): Promise<boolean> {
  const counts = await Promise.all([
    tx.format.count(),
    tx.groupSession.count(),
    tx.booking.count(),
    tx.participant.count(),
  ])
  return counts.every((count) => count === 0)
}

async function empty(tx: Tx, table: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM ${named(table)}`
}

/** Rows that refer to others of their table (a seat and the one it replaces) come in one statement with them. */
async function fill(tx: Tx, table: string, file: Uint8Array): Promise<void> {
  const [{ own, columns }] = await tx.$queryRaw<[{ own: boolean; columns: string }]>`
    SELECT EXISTS (SELECT FROM pg_constraint
                    WHERE contype = 'f' AND conrelid = confrelid AND conrelid = ${table}::regclass) AS own,
           -- What the database works out by itself cannot be written.
           (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
             WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns`
  for (const part of own ? [file] : inParts(file)) {
    const rows = `[${new TextDecoder().decode(part).trimEnd().replaceAll("\n", ",")}]`
    await tx.$executeRaw`
      INSERT INTO ${named(table)} (${Prisma.raw(columns)}) SELECT ${Prisma.raw(columns)} FROM jsonb_populate_recordset(NULL::${named(table)}, ${rows}::jsonb)`
  }
}

/** Whole lines of a few megabytes. */
function* inParts(file: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < file.length;) {
    const end = file.indexOf(newline, Math.min(start + bytesAtOnce, file.length - 1)) + 1 || file.length
    yield file.subarray(start, end)
    start = end
  }
}
