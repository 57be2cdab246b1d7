import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"

/** Takes the picture of whoever runs the house away. Without one it succeeds without effect. */
export async function removePortrait(by: By): Promise<void> {
  await transaction(async (tx, now) => {
    const { count } = await tx.portrait.deleteMany()
    if (count > 0) await recordActivity(tx, "settings.portrait_removed", { actor: by.actor, at: now })
  }, by)
}
