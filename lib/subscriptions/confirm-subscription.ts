import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { readSubscriptionToken } from "./token"

/**
 * The mailbox says yes: it hears of what is published from now on. Saying it again changes nothing. Refuses a token that
 * is none, and one whose subscription has been left or forgotten.
 */
export async function confirmSubscription(
  input: { token: string },
  options: { now?: Date } = {},
): Promise<Outcome<object, "link_void">> {
  const id = readSubscriptionToken(input.token)
  if (!id) return refuse("link_void")
  return transaction(async (tx, now) => {
    const [before] = await tx.$queryRaw<{ confirmedAt: Date | null }[]>`
      SELECT confirmed_at AS "confirmedAt" FROM subscriptions WHERE id = ${id}::uuid FOR NO KEY UPDATE`
    if (!before) return refuse("link_void")
    if (before.confirmedAt) return { ok: true }
    await tx.subscription.update({ where: { id }, data: { confirmedAt: now, toldUntil: now } })
    const actor = { kind: "participant" as const }
    await recordActivity(tx, "subscription.confirmed", { actor, detail: { subscriptionId: id }, at: now })
    return { ok: true }
  }, options)
}
