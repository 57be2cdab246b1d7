import { db } from "@/lib/db"
import { archivedTables } from "@/lib/transfer/tables"

/** What an archive leaves out and a reader may not change either. */
const beside = [
  "SELECT uploads::text FROM uploads",
  "SELECT id::text || revoked_at::text FROM auth_sessions",
  "SELECT id::text || tries || coalesce(used_at::text, '') FROM sign_in_challenges",
]
let archived: Promise<string[]> | undefined
let last = { moment: "", sum: "" }

/**
 * The whole of what the app knows, as one number: what must be the same after something that may change nothing. Where
 * no transaction has written since the last time it is the same.
 */
export async function fingerprint(): Promise<string> {
  const [{ moment }] = await db.$queryRaw<[{ moment: string }]>`SELECT pg_current_snapshot()::text AS moment`
  if (moment !== last.moment) last = { moment, sum: await readEverything() }
  return last.sum
}

async function readEverything(): Promise<string> {
  const tables = await (archived ??= archivedTables(db))
  const rows = [...tables.map((table) => `SELECT "${table}"::text FROM "${table}"`), ...beside].join(" UNION ALL ")
  const [{ sum }] = await db.$queryRawUnsafe<[{ sum: string }]>(
    `SELECT md5(string_agg(row, ',' ORDER BY row)) AS sum FROM (${rows}) AS everything(row)`,
  )
  return sum
}
