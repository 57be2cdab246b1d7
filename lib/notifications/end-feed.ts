import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { aboutFeed, type FeedOwner, ownedBy } from "./rules-feeds"

/** A feed's address is void from now on. Ending what has ended succeeds without effect. */
export async function endFeed(owner: FeedOwner, by: By): Promise<{ ok: true }> {
  return transaction(async (tx, now) => {
    const { count } = await tx.calendarFeed.deleteMany({ where: ownedBy(owner) })
    if (count > 0) await recordActivity(tx, "feed.ended", { actor: by.actor, ...aboutFeed(owner), at: now })
    return { ok: true }
  }, by)
}
