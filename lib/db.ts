import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { type Prisma, PrismaClient } from "@/prisma/generated/client"
import { env } from "./env"
import { isRolledBack } from "./errors"
import { errorFacts, log } from "./log"

export type Tx = Prisma.TransactionClient

function connect() {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: env().DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 10_000,
  })
  // An idle connection that the server ends must not end the process.
  pool.on("error", (error) => {
    if (!pool.ending) log.warn({ event: "db.connection_lost", ...errorFacts(error) })
  })
  return { pool, db: new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" }) }
}

// One pool a process, also when the development server loads this module again.
const shared = globalThis as typeof globalThis & { runde?: ReturnType<typeof connect> }
export const { pool, db } = (shared.runde ??= connect())

/** Thrown inside `transaction` when what was read before the locks is no longer so: the work runs again. */
export class StaleReadError extends Error {}

/**
 * Runs work in one READ COMMITTED transaction and hands it the database's time. Expiry and deadlines are judged by
 * that clock, since the clocks of several app processes differ; only tests pass `now`. What the database ends to let
 * another transaction pass (a deadlock, PostgreSQL 13.3.4) runs again like what was read too early.
 * @throws what the work throws; a StaleReadError or a deadlock only after five attempts.
 */
export async function transaction<T>(
  work: (tx: Tx, now: Date) => Promise<T>,
  options: { now?: Date } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(
        async (tx) => work(tx, await (options.now ? pretend(tx, options.now) : databaseNow(tx))),
        {
          isolationLevel: "ReadCommitted",
          maxWait: 10_000,
          timeout: 15_000,
        },
      )
    } catch (error) {
      const goesAgain = error instanceof StaleReadError || isRolledBack(error)
      if (!goesAgain || attempt === 5) throw error
      // Every lock is taken in one order, so this is an error of ours, though nobody notices.
      if (isRolledBack(error)) log.warn({ event: "db.rolled_back", attempt, ...errorFacts(error) })
    }
  }
}

async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp()::timestamptz(3) AS now`
  return row.now
}

/** A test's time, for what the database does by itself too. */
async function pretend(tx: Tx, now: Date): Promise<Date> {
  await tx.$executeRaw`SELECT set_config('runde.now', ${now.toISOString()}, true)`
  return now
}
