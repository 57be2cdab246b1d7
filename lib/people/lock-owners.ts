import type { Tx } from "@/lib/db"

/** The ids of all owners, locked in one order: of two who remove or demote each other at once one stays. */
export async function lockOwners(tx: Tx): Promise<string[]> {
  const owners = await tx.$queryRaw<{ id: string }[]>`SELECT lock_owners() AS id`
  return owners.map(({ id }) => id)
}
