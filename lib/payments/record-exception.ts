import type { Tx } from "@/lib/db"
import type { ExceptionKind, Prisma } from "@/prisma/generated/client"

type Exception = {
  kind: ExceptionKind
  paymentId?: string
  refundId?: string
  detail: Prisma.InputJsonObject
  now: Date
}

/**
 * Puts what only a person can decide before the organizer, once until somebody has dealt with it.
 * @returns whether it is new there
 */
export async function recordException(tx: Tx, { now: createdAt, ...exception }: Exception): Promise<boolean> {
  const { count } = await tx.paymentException.createMany({
    data: [{ ...exception, createdAt }],
    skipDuplicates: true,
  })
  return count > 0
}
