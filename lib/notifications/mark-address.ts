import { type Actor, recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { withoutAddresses } from "@/lib/mail"
import type { AddressMark, Mail } from "@/prisma/generated/client"
import type { ProviderName } from "./schema-events"

export type Mark = {
  mark: AddressMark
  /** What the server or the provider says of it. */
  reason: string
  source: "smtp" | ProviderName
  at: Date
}

/**
 * Marks the address that this mail went to, in the caller's transaction: from now on it gets what somebody has to know,
 * and no more. A complaint outweighs a bounce and ends the subscriptions of that mailbox; what is marked so already
 * stays as it is. The log holds no address.
 */
export async function markAddress(tx: Tx, mail: Mail, { mark, reason, source, at }: Mark): Promise<void> {
  const [marked] = await tx.$queryRaw<object[]>`
    INSERT INTO mail_addresses (address, mark, reason, source, mail_id, marked_at)
    VALUES (${mail.recipient}, ${mark}::address_mark, ${withoutAddresses(reason)}, ${source}, ${mail.id}::uuid, ${at})
    ON CONFLICT (address) DO UPDATE SET mark = EXCLUDED.mark, reason = EXCLUDED.reason, source = EXCLUDED.source,
           mail_id = EXCLUDED.mail_id, marked_at = EXCLUDED.marked_at
     WHERE mail_addresses.mark = 'bounced' AND EXCLUDED.mark = 'complained'
    RETURNING address`
  if (!marked) return
  if (mark === "complained") await tx.subscription.deleteMany({ where: { email: mail.recipient } })
  await recordActivity(tx, "address.marked", { actor: { kind: "system" }, ...aboutMail(mail, { mark, source }), at })
}

/** Takes marks off. @returns whether there was one */
export async function clearMarks(
  tx: Tx,
  which: { address: string; mark?: AddressMark; source?: Mark["source"]; before?: Date },
  by: { actor: Actor; at: Date },
): Promise<boolean> {
  const { address, mark, source, before } = which
  const { count } = await tx.mailAddress.deleteMany({
    where: { address, mark, source, markedAt: before && { lt: before } },
  })
  if (count > 0) await recordActivity(tx, "address.cleared", { actor: by.actor, detail: { source }, at: by.at })
  return count > 0
}

const aboutMail = ({ id: mailId, bookingId, sessionId }: Mail, detail: { mark: AddressMark; source: string }) => ({
  ...{ bookingId: bookingId ?? undefined, sessionId: sessionId ?? undefined, detail: { mailId, ...detail } },
})
