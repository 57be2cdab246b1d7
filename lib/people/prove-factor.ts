import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { checkFactorCode, type FactorRefusal } from "./check-factor-code"
import { issueTicket } from "./issue-ticket"
import { hashSecret } from "./request-sign-in-code"

/**
 * The second step of a sign-in: takes a code of the authenticator app, or a recovery code, from the browser whose code
 * by mail was right, and hands out the ticket (`redeemTicket`). Refuses what is none (`factor_invalid`), was shown
 * before (`factor_used`), comes after five wrong ones (`factor_blocked`) or without the first step (`code_expired`).
 */
export async function proveFactor(
  input: { challengeId: string; secret: string; code: string },
  by: { now?: Date } = {},
): Promise<Outcome<{ ticket: string }, FactorRefusal | "code_expired">> {
  return transaction(async (tx, now) => {
    const challenge = await tx.signInChallenge.findFirst({
      where: { ...openSignIn(input, now), teamMember: { removedAt: null } },
      select: { id: true, teamMemberId: true },
    })
    if (!challenge?.teamMemberId) return refuse("code_expired")
    const proved = await checkFactorCode(tx, { teamMemberId: challenge.teamMemberId, code: input.code }, now)
    if (!proved.ok) return proved
    const ticket = await issueTicket(tx, { challengeId: challenge.id, secondFactor: proved.kind }, now)
    return ticket ? { ok: true, ticket } : refuse("code_expired")
  }, by)
}

/** A sign-in whose first step is done and whose second is not, in the browser that began it. */
export const openSignIn = (asked: { challengeId: string; secret: string }, now: Date) => ({
  id: asked.challengeId,
  browserHash: hashSecret(asked.secret),
  usedAt: { not: null },
  ticketHash: null,
  expiresAt: { gt: now },
})
