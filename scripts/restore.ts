import fs from "node:fs"
import { system } from "@/lib/activity"
import { atEnd, endOnSignals, endProcess } from "@/lib/shutdown"
import type { RestoreRefusal } from "@/lib/transfer/restore-archive"
import { Complaint, main } from "./complaint"
import { checkDatabase, checkSettings } from "./prepare"

const refusals: Record<RestoreRefusal, (file: string) => string> = {
  archive_broken: (file) => `${file} is no whole, unchanged archive: nothing was restored.`,
  archive_other_version: (file) =>
    `${file} was made by another version of Runde: restore it with that one, then update.`,
  not_empty: () => "This installation holds formats, sessions or people already: an archive needs an empty one.",
}

/** Fills an empty installation with an archive, also one larger than the page takes, in the surroundings in which the app is started. */
await main(async () => {
  endOnSignals()
  if (fs.existsSync(".env")) process.loadEnvFile(".env")
  const file = process.argv[2]
  if (!file) throw new Complaint("Which archive? npm run restore <file.zip>")
  const { DATABASE_URL } = checkSettings()
  if (!DATABASE_URL) throw new Complaint("DATABASE_URL is not set: name the PostgreSQL database to work on.")
  await checkDatabase(DATABASE_URL)
  const bytes = read(file)
  const [{ restoreArchive }, { pool }] = await Promise.all([
    import("@/lib/transfer/restore-archive"),
    import("@/lib/db"),
  ])
  atEnd(() => pool.end())
  const outcome = await restoreArchive({ bytes }, { actor: system })
  if (!outcome.ok) throw new Complaint(refusals[outcome.reason](file))
  const rows = outcome.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`Restored ${rows} rows of ${outcome.tables.length} tables. Everybody signs in anew.`)
  await endProcess(0)
})

function read(file: string): Uint8Array {
  try {
    return fs.readFileSync(file)
  } catch (error) {
    throw new Complaint(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}
