import type { Tx } from "@/lib/db"

type Factors = { passkeys: number; totp: boolean; any: boolean }

/** Which second factors a member has. */
export async function readFactors(client: Tx, teamMemberId: string): Promise<Factors> {
  const passkeys = await client.passkey.count({ where: { teamMemberId } })
  const totp = (await client.totpApp.count({ where: { teamMemberId } })) > 0
  return { passkeys, totp, any: passkeys > 0 || totp }
}

/** The same with the member's row locked, so that it stays so until the end. */
export async function lockFactors(tx: Tx, teamMemberId: string): Promise<Factors> {
  await tx.$queryRaw`SELECT id FROM team_members WHERE id = ${teamMemberId}::uuid FOR NO KEY UPDATE`
  return readFactors(tx, teamMemberId)
}
