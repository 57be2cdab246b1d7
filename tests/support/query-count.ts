import pg from "pg"

/** How many statements the app sends to the database while the work is done, those of transactions included. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const { prototype } = pg.Client as unknown as { prototype: { query: (...args: unknown[]) => unknown } }
  const { query } = prototype
  let count = 0
  prototype.query = function (...args) {
    count++
    return query.apply(this, args)
  }
  try {
    await work()
  } finally {
    prototype.query = query
  }
  return count
}
