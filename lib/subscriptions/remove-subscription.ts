import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"

/** The organizer takes somebody off the list, who has asked for it in another way. Removing what is gone succeeds. */
export async function removeSubscription(input: { subscriptionId: string }, by: By): Promise<{ ok: true }> {
  await transaction(async (tx, now) => {
    const { subscriptionId } = input
    const { count } = await tx.subscription.deleteMany({ where: { id: subscriptionId } })
    if (count > 0)
      await recordActivity(tx, "subscription.removed", { actor: by.actor, detail: { subscriptionId }, at: now })
  }, by)
  return { ok: true }
}
