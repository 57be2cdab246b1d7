import { recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { Prisma } from "@/prisma/generated/client"
import { recoveryCodeCount, recoveryNumberOf } from "./recovery-codes"
import { totpTries, totpWaitMs } from "./rules"
import { stepOf } from "./totp"

export type FactorRefusal = "factor_invalid" | "factor_used" | "factor_blocked"

/**
 * Whether a code is one of a member's authenticator app or recovery codes, and uses it up. The code of an app is of one
 * step of the clock and good once (RFC 6238, section 5.2); five wrong ones close the app for a while.
 */
export async function checkFactorCode(
  tx: Tx,
  { teamMemberId, code }: { teamMemberId: string; code: string },
  now: Date,
): Promise<Outcome<{ kind: "totp" | "recovery_code" }, FactorRefusal>> {
  return code.length === 6 ? checkTotp(tx, teamMemberId, code, now) : checkRecoveryCode(tx, teamMemberId, code, now)
}

async function checkTotp(tx: Tx, teamMemberId: string, code: string, now: Date) {
  // Counted before the code is looked at, in one statement that also locks the row: tries at once are tries one by one.
  const [app] = await tx.$queryRaw<{ salt: string; tries: number }[]>`
    UPDATE totp_apps SET tries = CASE WHEN blocked_until IS NULL THEN tries + 1 ELSE 1 END, blocked_until = NULL
     WHERE team_member_id = ${teamMemberId}::uuid AND (blocked_until IS NULL OR blocked_until <= ${now})
    RETURNING salt, tries`
  if (!app) return refuse((await tx.totpApp.count({ where: { teamMemberId } })) ? "factor_blocked" : "factor_invalid")
  const step = stepOf(code, teamMemberId, app.salt, now)
  if (step === null) return app.tries < totpTries ? refuse("factor_invalid") : block(tx, teamMemberId, now)
  await tx.totpApp.update({ where: { teamMemberId }, data: { tries: 0 } })
  const proof = { teamMemberId, kind: "totp", totpStep: step, at: now } as const
  return (await isFirst(tx, proof)) ? { ok: true as const, kind: "totp" as const } : refuse("factor_used")
}

async function block(tx: Tx, teamMemberId: string, now: Date) {
  await tx.totpApp.update({
    where: { teamMemberId },
    data: { tries: 0, blockedUntil: new Date(now.getTime() + totpWaitMs) },
  })
  await recordActivity(tx, "team.factor_blocked", {
    actor: { kind: "system" },
    detail: { teamMemberId, tries: totpTries },
    at: now,
  })
  return refuse("factor_blocked")
}

async function checkRecoveryCode(tx: Tx, teamMemberId: string, code: string, now: Date) {
  const { recoveryGeneration } = await tx.teamMember.findUniqueOrThrow({ where: { id: teamMemberId } })
  const recoveryNumber = recoveryNumberOf(code, teamMemberId, recoveryGeneration)
  if (recoveryNumber === null) return refuse("factor_invalid")
  const proof = { teamMemberId, kind: "recovery_code", recoveryGeneration, recoveryNumber, at: now } as const
  if (!(await isFirst(tx, proof))) return refuse("factor_used")
  const used = await tx.factorProof.count({ where: { teamMemberId, recoveryGeneration } })
  const about = { actor: { kind: "organizer", id: teamMemberId }, at: now } as const
  await recordActivity(tx, "team.recovery_code_used", { ...about, detail: { left: recoveryCodeCount - used } })
  return { ok: true as const, kind: "recovery_code" as const }
}

/** Keeps that it was shown. The unique indexes say whether it is for the first time, also of two at once. */
export async function isFirst(tx: Tx, proof: Prisma.FactorProofCreateManyInput): Promise<boolean> {
  const { count } = await tx.factorProof.createMany({ data: proof, skipDuplicates: true })
  return count === 1
}
