import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { deriveCode, isCodeRight } from "@/lib/secrets"
import { issueTicket } from "./issue-ticket"
import { lockFactors } from "./lock-factors"
import { hashSecret, nobody } from "./request-sign-in-code"
import { codeDigits, codeTries, wrongCodesLimit } from "./rules"

export type SignInRefusal = "code_invalid" | "code_expired" | "too_many_tries"

/**
 * Takes a code from the browser that asked for it and hands out a ticket, good once and for a minute
 * (`redeemTicket`). Who has a second factor gets none yet (`ticket` is null): the factor comes first (`proveFactor`).
 * A code is good once too.
 *
 * Refuses a wrong code (`code_invalid`, each costs a try), a sixth try, and one that is used, too old or was asked
 * for by another browser (`code_expired`: what helps is a new code). Wrong codes of all browsers are counted for the
 * member: beyond `wrongCodesLimit` a short one is never right any more, until somebody has signed in.
 */
export async function verifySignInCode(
  input: { challengeId: string; secret: string; code: string },
  by: { now?: Date } = {},
): Promise<Outcome<{ ticket: string | null }, SignInRefusal>> {
  return transaction(async (tx, now) => {
    const asked = { id: input.challengeId, browserHash: hashSecret(input.secret), usedAt: null, expiresAt: { gt: now } }
    // Counted before the code is looked at, in one statement that also locks the row: tries at once are tries one by one.
    const [challenge] = await tx.signInChallenge.updateManyAndReturn({
      where: { ...asked, tries: { lt: codeTries } },
      data: { tries: { increment: 1 } },
      select: { id: true, teamMemberId: true, longCode: true },
    })
    if (!challenge)
      return refuse((await tx.signInChallenge.count({ where: asked })) ? "too_many_tries" : "code_expired")
    const { id, teamMemberId, longCode } = challenge
    // Where there is no member the work is the same.
    const member = { id: teamMemberId ?? nobody }
    const [counted] = await tx.$queryRaw<{ wrongCodes: number }[]>`
      SELECT wrong_codes AS "wrongCodes" FROM team_members WHERE id = ${member.id}::uuid FOR NO KEY UPDATE`
    const tooShort = !longCode && counted !== undefined && counted.wrongCodes >= wrongCodesLimit
    const right = isCodeRight(input.code, deriveCode("sign-in", id, 1, codeDigits(longCode)))
    if (!right || tooShort || !teamMemberId) {
      await tx.teamMember.updateMany({ where: member, data: { wrongCodes: { increment: 1 } } })
      return refuse("code_invalid")
    }
    await tx.signInChallenge.update({ where: { id }, data: { usedAt: now } })
    const factors = await lockFactors(tx, teamMemberId)
    if (factors.any) return { ok: true, ticket: null }
    return { ok: true, ticket: await issueTicket(tx, { challengeId: id, secondFactor: null }, now) }
  }, by)
}
