import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { aboutFeed, type FeedOwner, ownedBy } from "./rules-feeds"

/** Makes an address that a calendar reads by itself; the one before, if any, is void from now on. */
export async function renewFeed(owner: FeedOwner, by: By): Promise<{ ok: true }> {
  return transaction(async (tx, now) => {
    const create = { ...ownedBy(owner), createdAt: now }
    await tx.calendarFeed.upsert({ where: ownedBy(owner), create, update: { generation: { increment: 1 } } })
    await recordActivity(tx, "feed.renewed", { actor: by.actor, ...aboutFeed(owner), at: now })
    return { ok: true }
  }, by)
}
