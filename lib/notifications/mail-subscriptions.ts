import type { Tx } from "@/lib/db"
import type { Activity } from "@/prisma/generated/client"
import { queueMail } from "./queue-mail"

/** To a mailbox that somebody has named: the button to confirm, or that it is subscribed already. */
export async function mailSubscription(tx: Tx, activity: Activity): Promise<void> {
  const { subscriptionId } = activity.detail as { subscriptionId: string }
  const subscription = await tx.subscription.findUnique({ where: { id: subscriptionId } })
  if (!subscription) return
  const { email: recipient, locale, confirmedAt } = subscription
  await queueMail(tx, {
    ...{ kind: "subscription", occasion: activity.id, recipient, locale },
    params: { subscriptionId, confirmed: confirmedAt !== null },
  })
}
