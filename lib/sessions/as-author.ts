import type { Actor } from "@/lib/activity"
import type { Tx } from "@/lib/db"

/** Tells the database, until the transaction ends, who writes: it notes that with the version it keeps of a format. */
export async function asAuthor(tx: Tx, { kind, id }: Actor): Promise<void> {
  const author = kind === "organizer" ? (id ?? "") : ""
  await tx.$queryRaw`SELECT set_config('runde.author', ${author}, true)`
}
