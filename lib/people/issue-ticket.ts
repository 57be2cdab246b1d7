import { randomBytes } from "node:crypto"
import type { Tx } from "@/lib/db"
import type { FactorKind } from "@/prisma/generated/client"
import { hashSecret } from "./request-sign-in-code"
import { ticketMs } from "./rules"

/**
 * Ends the proofs of a sign-in with the ticket that `redeemTicket` takes: good once and for a minute.
 * @returns null when this challenge has had its ticket
 */
export async function issueTicket(
  tx: Tx,
  { challengeId, secondFactor }: { challengeId: string; secondFactor: FactorKind | null },
  now: Date,
): Promise<string | null> {
  const ticket = randomBytes(24).toString("base64url")
  const { count } = await tx.signInChallenge.updateMany({
    where: { id: challengeId, ticketHash: null },
    data: { secondFactor, ticketHash: hashSecret(ticket), ticketExpiresAt: new Date(now.getTime() + ticketMs) },
  })
  return count === 1 ? ticket : null
}
