import { db } from "@/lib/db"

const dayMs = 24 * 60 * 60_000

/**
 * Forgets sign-ins that ended before an instant, and what was asked for on the way to one: codes are counted for a day and
 * of no use after it; a sign-in that came from one stays. Runs daily.
 */
export async function forgetSignIns(endedBefore: Date, now: Date): Promise<void> {
  const old = { lt: new Date(now.getTime() - 2 * dayMs) }
  await db.authSession.deleteMany({
    where: { OR: [{ revokedAt: { lt: endedBefore } }, { expiresAt: { lt: endedBefore } }] },
  })
  await db.signInChallenge.deleteMany({ where: { createdAt: old } })
  await db.passkeyChallenge.deleteMany({ where: { createdAt: old } })
  await db.factorProof.deleteMany({ where: { at: old, kind: "totp" } })
}
