import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { readSubscriptionToken } from "./token"

/**
 * Ends a subscription, or with `all` every one of that mailbox, whichever of its mails the link is from: also one about a
 * subscription that is gone, as long as the outbox says where that mail went, since whoever leaves by an old mail wants no
 * new ones either. What is over already stays over: a link that is none, or of a subscription that is gone, does nothing
 * and succeeds, since whoever leaves has left.
 * @param input.which another subscription of the same mailbox
 */
export async function leaveSubscription(
  input: { token: string; which?: string; all?: boolean },
  options: { now?: Date } = {},
): Promise<{ ok: true; left: number }> {
  const id = readSubscriptionToken(input.token)
  if (!id) return { ok: true, left: 0 }
  const { which = id, all = false } = input
  return transaction(async (tx, now) => {
    const gone = await tx.$queryRaw<{ id: string }[]>`
      DELETE FROM subscriptions
       WHERE email = coalesce((SELECT email FROM subscriptions WHERE id = ${id}::uuid),
                (SELECT recipient FROM mails WHERE ${all} AND kind = 'new_dates' AND params ->> 'subscriptionId' = ${id} LIMIT 1))
         AND (${all} OR id = ${which}::uuid)
      RETURNING id`
    const actor = { kind: "participant" as const }
    for (const { id: subscriptionId } of gone)
      await recordActivity(tx, "subscription.left", { actor, detail: { subscriptionId }, at: now })
    return { ok: true as const, left: gone.length }
  }, options)
}
