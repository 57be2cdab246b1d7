/**
 * An expected answer of a verb: done, or a "no" with its reason. The reason is a stable word that the edge turns
 * into a sentence (messages/…/errors.json) or a problem+json; anything unexpected is thrown instead.
 */
export type Outcome<Done extends object, Reason extends string> = ({ ok: true } & Done) | Refusal<Reason>

export type Refusal<Reason extends string> = { ok: false; reason: Reason }

export const refuse = <Reason extends string>(reason: Reason): Refusal<Reason> => ({ ok: false, reason })

/** Thrown by `getX` reads; the edge answers 404. */
export class NotFoundError extends Error {
  constructor(what: string) {
    super(`${what} not found`)
    this.name = "NotFoundError"
  }
}

/** Thrown when the viewer or actor may not; the edge answers 404 to strangers and 403 to team members. */
export class ForbiddenError extends Error {
  constructor() {
    super("forbidden")
    this.name = "ForbiddenError"
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
export function violatedConstraint(error: unknown): string | undefined {
  const cause = (error as { meta?: { driverAdapterError?: { cause?: { originalMessage?: string } } } })?.meta?.driverAdapterError?.cause
  return /constraint "(\w+)"/.exec(cause?.originalMessage ?? "")?.[1]
}
