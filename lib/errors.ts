/**
 * An expected answer of a verb: done, or a "no" with its reason. The reason is a stable word that the edge turns
 * into a sentence (messages/…/errors.json) or a problem+json; anything unexpected is thrown instead.
 */
export type Outcome<Done extends object, Reason extends string> = ({ ok: true } & Done) | Refusal<Reason>

/**
 * `until`: of a "no" that passes by itself, when asking again makes sense. `most`: of a "no" to too many, how many it
 * may be.
 */
export type Refusal<Reason extends string> = { ok: false; reason: Reason; until?: Date; most?: number }

export const refuse = <Reason extends string>(reason: Reason): Refusal<Reason> => ({ ok: false, reason })

/** Thrown by `getX` reads; the edge answers 404. */
export class NotFoundError extends Error {
  constructor(what: string) {
    super(`${what} not found`)
    this.name = "NotFoundError"
  }
}

/**
 * Turns the refusal of a named database constraint into the reason a verb gives for it; the one place that knows
 * how the driver tells the name.
 * @throws the error itself when it is anything else
 */
export function asRefusal<Reason extends string>(error: unknown, reasons: Record<string, Reason>): Refusal<Reason> {
  const reason = reasons[violatedConstraint(error) ?? ""]
  if (!reason) throw error
  return refuse(reason)
}

/** The constraint an error of Prisma's driver adapter is about. */
export const violatedConstraint = (error: unknown): string | undefined =>
  /constraint "(\w+)"/.exec(databaseCause(error)?.originalMessage ?? "")?.[1]

/**
 * Whether the same request may succeed a little later: the database is away, read-only, being restarted, or a lock was
 * not free in time. States of PostgreSQL (appendix A): 08 connection, 25006 read-only, 40 rollback, 53 resources,
 * 55P03 lock timeout, 57 intervention; Prisma's P2024 and P2028 mean that no connection was free.
 */
export function isTransient(error: unknown): boolean {
  const { code } = error as { code?: string }
  // The driver says so in words only.
  if (lostConnection.test((error as Error | null)?.message ?? "")) return true
  const { originalCode = "", kind = "" } = databaseCause(error) ?? {}
  if (/^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/.test(kind)) return true
  return /^(08...|25006|40...|53...|55P03|57...)$/.test(originalCode) || code === "P2024" || code === "P2028"
}

const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Whether the database ended a transaction for the sake of another one; run again, it may succeed at once. */
export const isRolledBack = (error: unknown): boolean => databaseCause(error)?.kind === "TransactionWriteConflict"

type DatabaseCause = { originalMessage?: string; originalCode?: string; kind?: string }

const databaseCause = (error: unknown) =>
  (error as { meta?: { driverAdapterError?: { cause?: DatabaseCause } } })?.meta?.driverAdapterError?.cause
