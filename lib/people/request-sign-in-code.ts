import { createHash, randomBytes } from "node:crypto"
import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { isProxy } from "@/lib/rate-limit"
import { secretHash } from "@/lib/secrets"
import { browserName } from "./known-browser"
import { codeLimits, codeMs, mayMailCode, wrongCodesLimit } from "./rules"

/** What the browser that asked keeps: only with it can the code be used. `secret` has 128 bits and is not stored here. */
export type SignInRequest = { challengeId: string; secret: string; expiresAt: Date }

/** Stands for an address nobody has. */
export const nobody = "00000000-0000-0000-0000-000000000000"
const longestLimitMs = Math.max(...codeLimits.map(({ withinMs }) => withinMs))

/**
 * Asks for a code by mail. The answer and the work are the same whether the address is known or not: an unknown
 * one, and who was mailed too many codes (`mayMailCode`), get a challenge that no code can answer.
 * @param input `client` is where it is asked from, `browser` what a browser keeps that has signed in before
 */
export async function requestSignInCode(
  input: { email: string; client?: string; browser?: string },
  by: { now?: Date } = {},
): Promise<SignInRequest> {
  const { email, client, browser: kept } = input
  const network = client && !isProxy(client) ? secretHash("sign-in-network", client) : null
  return transaction(async (tx, now) => {
    // Locked, so that codes asked for at once are counted one by one: each more is five more guesses.
    const [member] = await tx.$queryRaw<{ id: string; wrongCodes: number }[]>`
      SELECT id, wrong_codes AS "wrongCodes" FROM team_members
       WHERE email = ${email} AND removed_at IS NULL FOR NO KEY UPDATE`
    const asking = { network, browser: browserName(kept, member?.id) }
    const mailed = await tx.signInChallenge.findMany({
      where: {
        teamMemberId: member?.id ?? nobody,
        createdAt: { gt: new Date(now.getTime() - longestLimitMs) },
        // A passkey needs no mail.
        OR: [{ secondFactor: null }, { secondFactor: { not: "passkey" } }],
      },
      select: { createdAt: true, network: true, browser: true },
    })
    const limited = !mayMailCode(
      mailed.map(({ createdAt: at, ...from }) => ({ at, ...from })),
      asking,
      now,
      env().RATE_LIMIT,
    )
    const longCode = !limited && member !== undefined && member.wrongCodes >= wrongCodesLimit
    const secret = randomBytes(16).toString("base64url")
    const challenge = await tx.signInChallenge.create({
      data: {
        teamMemberId: limited ? null : (member?.id ?? null),
        browserHash: hashSecret(secret),
        ...{ ...asking, longCode },
        expiresAt: new Date(now.getTime() + codeMs),
        createdAt: now,
      },
    })
    // The reaction mails the code of a challenge that has a member. Of a limited one the journal keeps that it was asked for.
    const detail = { challengeId: challenge.id, ...(limited && { suppressedFor: member?.id }) }
    await recordActivity(tx, "team.code_requested", { actor: { kind: "system" }, detail, at: now })
    return { challengeId: challenge.id, secret, expiresAt: challenge.expiresAt }
  }, by)
}

/** How secrets of the sign-in are kept. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex")
