import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import type { SubscriptionInput } from "./schema"

/**
 * Asks a mailbox whether it wants to hear of new dates. Whatever is known of the address, the answer is the same, and one
 * mail goes there: with the button to confirm, or with what is subscribed already. A format that is gone is every format.
 */
export async function requestSubscription(
  input: SubscriptionInput,
  options: { now?: Date } = {},
): Promise<{ ok: true }> {
  await transaction(async (tx, now) => {
    const { email, locale, language = null } = input
    const format = input.formatId && (await tx.format.findUnique({ where: { id: input.formatId } }))
    const formatId = format ? format.id : null
    const [{ id }] = await tx.$queryRaw<[{ id: string }]>`
      INSERT INTO subscriptions (email, locale, format_id, language, created_at)
      VALUES (${email}, ${locale}::locale, ${formatId}::uuid, ${language}::locale, ${now})
      -- Of a mailbox that has said yes, nobody else chooses the language.
      ON CONFLICT (email, format_id, language) DO UPDATE SET locale =
        CASE WHEN subscriptions.confirmed_at IS NULL THEN EXCLUDED.locale ELSE subscriptions.locale END
      RETURNING id`
    const actor = { kind: "participant" as const }
    await recordActivity(tx, "subscription.requested", { actor, detail: { subscriptionId: id }, at: now })
  }, options)
  return { ok: true }
}
