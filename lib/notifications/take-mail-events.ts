import { system } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { withoutAddresses } from "@/lib/mail"
import type { Mail } from "@/prisma/generated/client"
import { clearMarks, markAddress } from "./mark-address"
import { eventMemoryMs, eventsUntilMs } from "./rules"
import type { MailEvent, ProviderName } from "./schema-events"

/**
 * Takes in what became of mails. Each event counts once, by the provider's own number of it, however often and by
 * however many calls at once it is told; what is older than we remember numbers is not believed. Of an address that we
 * have never written to nothing is kept.
 * @returns how many of them were news
 */
export async function takeMailEvents(
  input: { provider: ProviderName; events: MailEvent[] },
  options: { now?: Date } = {},
): Promise<{ ok: true; taken: number }> {
  let taken = 0
  for (const event of input.events) {
    // One by one: a provider sends a batch again as a whole.
    const isNews = await transaction((tx, now) => takeEvent(tx, input.provider, event, now), options)
    if (isNews) taken++
  }
  return { ok: true, taken }
}

async function takeEvent(tx: Tx, provider: ProviderName, event: MailEvent, now: Date): Promise<boolean> {
  const ageMs = now.getTime() - event.at.getTime()
  if (ageMs > eventsUntilMs || ageMs < -eventsUntilMs) return false
  const { address, what: mark, reason } = event
  const [first] = await tx.$queryRaw<object[]>`
    INSERT INTO mail_events (provider, event_id, at) VALUES (${provider}, ${event.id}, ${now})
    ON CONFLICT DO NOTHING RETURNING event_id`
  if (!first || mark === "other") return false
  if (mark === "delivered")
    return clearMarks(tx, { address, mark: "bounced", before: event.at }, { actor: system, at: now })
  const mail = await findMail(tx, event)
  if (!mail) return false
  // Told of a mail that is not ours it says something of the address, and nothing of what we have sent.
  if (mark === "bounced" && (!event.messageId || event.messageId === mail.messageId)) {
    const lastError = withoutAddresses(reason)
    await tx.mail.updateMany({ where: { id: mail.id, state: "sent" }, data: { state: "failed", lastError } })
  }
  await markAddress(tx, mail, { mark, reason, source: provider, at: now })
  return true
}

/** The one it is about, or the last one to that address. */
async function findMail(tx: Tx, { address: recipient, messageId }: MailEvent): Promise<Mail | null> {
  const mails = await tx.mail.findMany({ where: { recipient }, orderBy: { createdAt: "desc" }, take: 50 })
  return mails.find((mail) => mail.messageId === messageId) ?? mails[0] ?? null
}

/** Forgets the numbers of events that are too old to be believed anyway. Runs daily. */
export async function forgetMailEvents(options: { now?: Date } = {}): Promise<void> {
  const before = new Date((options.now ?? new Date()).getTime() - eventMemoryMs)
  await db.mailEvent.deleteMany({ where: { at: { lt: before } } })
}
