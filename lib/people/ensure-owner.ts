import { db } from "@/lib/db"

/**
 * Makes sure that somebody can sign in: creates the owner, unless there is one. Changing ORGANIZER_EMAIL later
 * changes nothing, so that settings of a server cannot take over a desk.
 */
export async function ensureOwner(email: string, name = email.slice(0, email.indexOf("@"))): Promise<void> {
  const owners = await db.teamMember.count({ where: { role: "owner", removedAt: null } })
  if (owners > 0) return
  const address = email.trim().toLowerCase()
  await db.teamMember.upsert({
    where: { email: address },
    create: { email: address, name, role: "owner" },
    update: { role: "owner", removedAt: null },
  })
}
