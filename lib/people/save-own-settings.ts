import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { differences } from "@/lib/differences"
import type { OwnSettings } from "./schema"

/** Sets a member's own name, language of mails, and how requests are reported. What is so already has no effect. */
export async function saveOwnSettings(
  teamMemberId: string,
  { name, locale, requestMails }: OwnSettings,
  by: { now?: Date } = {},
): Promise<void> {
  const after = { name, locale, requestMails }
  await transaction(async (tx, now) => {
    const before = await tx.teamMember.findUniqueOrThrow({
      where: { id: teamMemberId },
      select: { name: true, locale: true, requestMails: true },
    })
    const changed = differences(before, after)
    if (!changed) return
    await tx.teamMember.update({ where: { id: teamMemberId }, data: after })
    const actor = { kind: "organizer", id: teamMemberId } as const
    await recordActivity(tx, "team.own_settings_changed", { actor, detail: changed, at: now })
  }, by)
}
