import { transaction } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { deriveCode, isCodeRight, isTokenValid, readToken } from "@/lib/secrets"

/** The six digits of the mail, or the token of its link. */
export type Proof = { code: string } | { token: string }

export type ProofRefusal = "code_invalid" | "code_expired" | "too_many_tries"
export type ProofOutcome = { ok: true; codeGeneration: number } | (Refusal<ProofRefusal> & { triesLeft?: number })

const tries = 5
export const codeMs = 10 * 60_000
/** A link holds 128 bits and cannot be guessed; it still grows old. */
const linkMs = 24 * 3_600_000

/**
 * Whether somebody has read the mail of a booking. A transaction of its own that locks nothing but the booking: the
 * try is counted whatever comes after it, guessing keeps no session waiting, and two guesses at once are two tries.
 * An unknown booking answers like a wrong code.
 */
export async function checkProof(bookingId: string, proof: Proof, options: { now?: Date } = {}): Promise<ProofOutcome> {
  return transaction(async (tx, now) => {
    const [booking] = await tx.$queryRaw<{ codeGeneration: number; codeIssuedAt: Date; codeTries: number }[]>`
      SELECT code_generation AS "codeGeneration", code_issued_at AS "codeIssuedAt", code_tries AS "codeTries"
        FROM lock_booking(${bookingId}::uuid)`
    if (!booking) return refuse("code_invalid")
    const proved = { ok: true, codeGeneration: booking.codeGeneration } as const
    const age = now.getTime() - booking.codeIssuedAt.getTime()
    if ("token" in proof) {
      const claim = readToken(proof.token)
      const right =
        claim?.purpose === "verify" &&
        claim.bookingId === bookingId &&
        isTokenValid(proof.token, booking.codeGeneration)
      if (!right) return refuse("code_invalid")
      return age < linkMs ? proved : refuse("code_expired")
    }
    if (booking.codeTries >= tries) return refuse("too_many_tries")
    if (age >= codeMs) return refuse("code_expired")
    if (isCodeRight(proof.code, deriveCode("booking", bookingId, booking.codeGeneration))) return proved
    await tx.booking.update({ where: { id: bookingId }, data: { codeTries: { increment: 1 } }, select: { id: true } })
    return { ...refuse("code_invalid"), triesLeft: tries - 1 - booking.codeTries }
  }, options)
}
