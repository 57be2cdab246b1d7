import { transaction } from "@/lib/db"

/** The member has the recovery codes now: they are not shown again. */
export async function keepRecoveryCodes(teamMemberId: string, by: { now?: Date } = {}): Promise<void> {
  await transaction(async (tx, now) => {
    await tx.teamMember.updateMany({ where: { id: teamMemberId, recoveryKeptAt: null }, data: { recoveryKeptAt: now } })
  }, by)
}
