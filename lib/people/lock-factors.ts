import type { Tx } from "@/lib/db"

/** Which second factors a member has; with the member's row locked, so that it stays so until the end. */
export async function lockFactors(tx: Tx, teamMemberId: string): Promise<{ passkeys: number; totp: boolean }> {
  await tx.$queryRaw`SELECT id FROM team_members WHERE id = ${teamMemberId}::uuid FOR NO KEY UPDATE`
  const passkeys = await tx.passkey.count({ where: { teamMemberId } })
  const totp = await tx.totpApp.count({ where: { teamMemberId } })
  return { passkeys, totp: totp > 0 }
}
