import type { Tx } from "@/lib/db"
import type { FactorKind } from "@/prisma/generated/client"
import type { Viewer } from "./policy"

/**
 * What a member's first factor changes: this sign-in counts as made with it, those made without end, and there are
 * recovery codes. The member's row is locked (`lockFactors`).
 */
export async function completeSignIn(tx: Tx, viewer: Viewer, secondFactor: FactorKind, now: Date): Promise<void> {
  const withoutFactor = { teamMemberId: viewer.id, secondFactor: null, revokedAt: null }
  await tx.authSession.updateMany({
    where: { ...withoutFactor, id: viewer.authSessionId },
    data: { secondFactor },
  })
  await tx.authSession.updateMany({ where: withoutFactor, data: { revokedAt: now } })
  await tx.teamMember.update({
    where: { id: viewer.id },
    data: { recoveryGeneration: { increment: 1 }, recoveryKeptAt: null },
  })
}
