import { db } from "@/lib/db"
import type { OwnSettings } from "./schema"

/** Sets a member's own name, language of mails, and how requests are reported. */
export async function saveOwnSettings(teamMemberId: string, settings: OwnSettings): Promise<void> {
  await db.teamMember.update({ where: { id: teamMemberId }, data: settings })
}
