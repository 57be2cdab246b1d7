import { db } from "@/lib/db"

const tables = [
  ...["bookings", "seats", "substitutions", "participants", "group_sessions", "activities", "mails", "requests"],
  ...["team_members", "settings", "uploads", "planned_changes"],
  ...["passkeys", "totp_apps", "factor_proofs", "passkey_challenges"],
  ...["bookers", "person_notes"],
]
const columns = [
  "SELECT id::text || revoked_at::text FROM auth_sessions",
  "SELECT id::text || tries || coalesce(used_at::text, '') FROM sign_in_challenges",
]

/** The whole of what the app knows, as one number: what must be the same after something that may change nothing. */
export async function fingerprint(): Promise<string> {
  const rows = [...tables.map((table) => `SELECT ${table}::text FROM ${table}`), ...columns].join(" UNION ALL ")
  const [{ sum }] = await db.$queryRawUnsafe<[{ sum: string }]>(
    `SELECT md5(string_agg(row, ',' ORDER BY row)) AS sum FROM (${rows}) AS everything(row)`,
  )
  return sum
}
