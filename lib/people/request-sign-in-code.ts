import { createHash, randomBytes } from "node:crypto"
import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { codeLimits, codeMs, mayMailCode } from "./rules"

/** What the browser that asked keeps: only with it can the code be used. `secret` has 128 bits and is not stored here. */
export type SignInRequest = { challengeId: string; secret: string; expiresAt: Date }

const nobody = "00000000-0000-0000-0000-000000000000"
const longestLimitMs = Math.max(...codeLimits.map(({ withinMs }) => withinMs))

/**
 * Asks for a code by mail. The answer and the work are the same whether the address is known or not: an unknown
 * one, and a member who was mailed too many codes, get a challenge that no code can answer.
 */
export async function requestSignInCode(input: { email: string }, by: { now?: Date } = {}): Promise<SignInRequest> {
  return transaction(async (tx, now) => {
    // Locked, so that codes asked for at once are counted one by one: each more is five more guesses.
    const [member] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM team_members WHERE email = ${input.email} AND removed_at IS NULL FOR NO KEY UPDATE`
    const mailed = await tx.signInChallenge.findMany({
      where: {
        teamMemberId: member?.id ?? nobody,
        createdAt: { gt: new Date(now.getTime() - longestLimitMs) },
        // A passkey needs no mail.
        OR: [{ secondFactor: null }, { secondFactor: { not: "passkey" } }],
      },
      select: { createdAt: true },
    })
    const limited = !mayMailCode(
      mailed.map(({ createdAt }) => createdAt),
      now,
      env().RATE_LIMIT,
    )
    const secret = randomBytes(16).toString("base64url")
    const challenge = await tx.signInChallenge.create({
      data: {
        teamMemberId: limited ? null : (member?.id ?? null),
        browserHash: hashSecret(secret),
        expiresAt: new Date(now.getTime() + codeMs),
        createdAt: now,
      },
    })
    // The reaction mails the code of a challenge that has a member. Of a limited one the journal keeps that it was asked for.
    const detail = { challengeId: challenge.id, ...(limited && { suppressedFor: member?.id }) }
    await recordActivity(tx, "team.code_requested", { actor: { kind: "system" }, detail, at: now })
    // Old requests are of no use to anybody; a sign-in that came from one stays.
    const old = { lt: new Date(now.getTime() - 2 * longestLimitMs) }
    await tx.signInChallenge.deleteMany({ where: { createdAt: old } })
    await tx.factorProof.deleteMany({ where: { at: old, kind: "totp" } })
    return { challengeId: challenge.id, secret, expiresAt: challenge.expiresAt }
  }, by)
}

/** How secrets of the sign-in are kept. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex")
