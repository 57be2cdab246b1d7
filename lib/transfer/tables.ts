import type { Tx } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"
import { inOrder, leftOut, type Reference } from "./rules"

/** The tables an archive holds, each after those it refers to: read from the database, so that none is forgotten. */
export async function archivedTables(tx: Tx): Promise<string[]> {
  const tables = await tx.$queryRaw<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`
  const references = await tx.$queryRaw<Reference[]>`
    SELECT conrelid::regclass::text AS table, confrelid::regclass::text AS to FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'public'::regnamespace`
  const names = tables.map(({ name }) => name).filter((name) => !Object.hasOwn(leftOut, name))
  return inOrder(names, references)
}

/** Names come from the catalogue of the database; a table's name cannot be a parameter. */
export const named = (table: string): Prisma.Sql => Prisma.raw(`"${table}"`)

/** The migrations a database has been through, by name. */
export async function listMigrations(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`
  return rows.map(({ name }) => name)
}
