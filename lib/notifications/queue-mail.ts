import { randomUUID } from "node:crypto"
import type { Tx } from "@/lib/db"
import { env } from "@/lib/env"
import { enqueue } from "@/lib/jobs"
import { isErasedAddress } from "@/lib/people/rules-erasure"
import type { Locale, SkipReason } from "@/prisma/generated/client"
import { companyDomain } from "@/lib/people/rules-companies"
import { findOwnText } from "./queries-texts"
import { hourlyDomainLimit, hourlyLimit } from "./rules"
import type { MailKind, MailParams } from "./schema"

/** A mail to be written: of which kind, on which occasion, to whom, from which facts. */
export type NewMail<Kind extends MailKind> = {
  kind: Kind
  /** Usually the id of an activity; one mail of each kind per occasion and recipient. */
  occasion: string
  recipient: string
  locale: Locale
  bookingId?: string
  sessionId?: string
  params: MailParams<Kind>
  /** Not to be sent, only to be seen in the journal. */
  suppress?: boolean
  /** What is sent from then on helps nobody. */
  usefulUntil?: Date
  /** Not to be sent any more, and why. */
  skip?: SkipReason
}

/**
 * Puts a mail into the outbox and has it sent once the transaction is committed. The unique index on occasion, kind
 * and recipient is what makes it one: a second call, also by another worker at the same moment, does nothing.
 * Somebody who was erased has no mailbox. Over the limit of its kind and address, or of the whole domain, it stays in the journal unsent, and nobody learns of that.
 * @returns the id of the new mail; null when there was one already
 */
export async function queueMail<Kind extends MailKind>(tx: Tx, mail: NewMail<Kind>): Promise<string | null> {
  const { kind, occasion, recipient, locale, bookingId = null, sessionId = null } = mail
  const { skip = null, usefulUntil = null } = mail
  const suppressed = mail.suppress === true || isErasedAddress(recipient) || (await isOverLimit(tx, kind, recipient))
  const ownText = await findOwnText(tx, mail)
  const state = suppressed ? "suppressed" : skip ? "skipped" : "queued"
  const [queued] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO mails (kind, occasion, recipient, locale, booking_id, group_session_id, params, own_text, state,
                       message_id, useful_until, skip_reason)
    VALUES (${kind}, ${occasion}, ${recipient}, ${locale}::locale, ${bookingId}::uuid, ${sessionId}::uuid,
            ${JSON.stringify(mail.params)}::jsonb, ${ownText && JSON.stringify(ownText)}::jsonb,
            ${state}::mail_state, ${newMessageId()}, ${usefulUntil}::timestamptz,
            ${state === "skipped" ? skip : null}::skip_reason)
    ON CONFLICT DO NOTHING RETURNING id`
  if (!queued) return null
  if (state === "queued") await enqueue(tx, "send-mail", { mailId: queued.id })
  return queued.id
}

async function isOverLimit(tx: Tx, kind: MailKind, recipient: string): Promise<boolean> {
  const limit = kind in hourlyLimit ? hourlyLimit[kind as keyof typeof hourlyLimit] : undefined
  if (limit === undefined) return false
  // Two at once would both see one too few.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mail ${kind} ${recipient}`}, 0))`
  const [{ count, house }] = await tx.$queryRaw<[{ count: number; house: number }]>`
    SELECT count(*) FILTER (WHERE recipient = ${recipient})::int AS count, count(*)::int AS house FROM mails
     WHERE split_part(recipient, '@', 2) = split_part(${recipient}, '@', 2) AND kind = ${kind}
       AND kind IN ('code', 'links', 'duplicate', 'subscription', 'booker_named', 'entry_booker') AND state <> 'suppressed' AND created_at > now() - interval '1 hour'`
  // Behind a domain that anybody can have an address at are many houses.
  return count >= limit || (companyDomain(recipient) !== null && house >= hourlyDomainLimit)
}

const newMessageId = () => `<${randomUUID()}@${new URL(env().PUBLIC_URL).hostname}>`
