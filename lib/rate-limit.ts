import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible"
import { pool } from "./db"
import { env } from "./env"
import type { Refusal } from "./errors"
import { errorFacts, log } from "./log"
import { secretHash } from "./secrets"

const minute = 60

/**
 * How often, per client. Generous, since a whole office may share one address: what guards the seats is the length of a
 * hold, what guards a code are its five tries, and what guards mailboxes is counted where mails are queued
 * (lib/notifications/rules.ts).
 */
const limits = {
  /** API reads. */
  read: { points: 1_200, seconds: minute },
  /** Seats held. */
  hold: { points: 60, seconds: 10 * minute },
  /** Codes entered, for a booking or to sign in. */
  code: { points: 100, seconds: 10 * minute },
  /** Everything else that is sent: rebooking, substitutes, releases. */
  write: { points: 200, seconds: 10 * minute },
  /** What makes a mail go to whoever is named: lost links, a new code, signing in. */
  ask: { points: 30, seconds: 10 * minute },
  /** One click in a mail program: a provider makes it for all its people from a few addresses. */
  unsubscribe: { points: 1_200, seconds: minute },
  /** What a mail service tells: many mails, one call each, from a few addresses of theirs. */
  events: { points: 1_200, seconds: minute },
} satisfies Record<string, { points: number; seconds: number }>

export type ClientLimit = keyof typeof limits
export type LimitOutcome = { ok: true } | (Refusal<"rate_limited"> & { retryAfter: number })

/** A trusted proxy that speaks for itself is a check on this machine, or many people at once. */
export const isProxy = (client: string): boolean => client.startsWith("proxy ")
const proxyFactor = 50

/**
 * Counts one use and says whether it is within the limit; `retryAfter` is in seconds. The count is kept in
 * PostgreSQL, for all processes, under a hash with a secret: nobody's address can be read from it.
 *
 * When it cannot be counted it is allowed: a limit protects from too much, and with the database away nothing that it
 * protects can be done anyway.
 */
export async function limitClient(name: ClientLimit, client: string): Promise<LimitOutcome> {
  const factor = isProxy(client) ? proxyFactor : 1
  const points = Math.ceil(limits[name].points * factor * env().RATE_LIMIT)
  if (points === 0) return { ok: true }
  const key = secretHash("rate-limit", `${name}\0${client}`)
  try {
    await limiter(name, points).consume(key)
    return { ok: true }
  } catch (refused) {
    if (refused instanceof RateLimiterRes) {
      return { ok: false, reason: "rate_limited", retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) }
    }
    log.warn({ event: "rate_limit.not_counted", limit: name, ...errorFacts(refused) })
    return { ok: true }
  }
}

const limiters = new Map<string, RateLimiterPostgres>()

function limiter(name: ClientLimit, points: number): RateLimiterPostgres {
  const id = `${name} ${points}`
  let known = limiters.get(id)
  if (!known) limiters.set(id, (known = createLimiter(name, points)))
  return known
}

const createLimiter = (name: ClientLimit, points: number) =>
  new RateLimiterPostgres({
    storeClient: plainPool,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: limits[name].seconds,
    // Who is over the limit is not counted further in the database until it is over.
    inMemoryBlockOnConsumed: points + 1,
  })

/** Without prepared statements, which a pooler in transaction mode does not keep. */
const plainPool = { query: ({ text, values }: { text: string; values: unknown[] }) => pool.query(text, values) }
