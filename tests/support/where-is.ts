import { ownDatabase } from "./database"

/** In which tables some text stands, whatever their columns: the app's own and those of the queue. */
export async function whereIs(text: string): Promise<string[]> {
  const tables = await ownDatabase().query<{ name: string }>(`
    SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'graphile_worker')`)
  const found = []
  for (const { name } of tables) {
    const rows = await ownDatabase().query(`SELECT 1 FROM ${name} t WHERE to_jsonb(t)::text LIKE $1`, [`%${text}%`])
    if (rows.length > 0) found.push(name)
  }
  return found.sort()
}
