import { recordActivity, system } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { enqueue } from "@/lib/jobs"
import { canSendMail, deliver, MailError } from "@/lib/mail"
import type { Mail } from "@/prisma/generated/client"
import { attachmentsOf } from "./attachments"
import { clearMarks, markAddress } from "./mark-address"
import { renderMail } from "./render-mail"
import { isDispensable, leaseMs, mostAttempts } from "./rules"
import { whySkipped } from "./why-skipped"

/**
 * Sends one mail of the outbox, unless that is done. The row is claimed first, so that of two workers one sends; it
 * is rendered and handed over outside of any transaction. One that is of no use any more is skipped, and says why. Without a mail server it stays in the journal (`kept`).
 *
 * When this process dies between the server's yes and our mark, the next attempt sends one more copy with the same
 * Message-ID, and the journal says so (`attempts`).
 * What somebody can do without is not sent where mails come back or are not wanted, nor news to whoever has left meanwhile
 * (`suppressed`).
 * @throws when the server says "later", so that the queue tries again after a while. A final no is noted instead, and
 * the organizer is told.
 */
export async function sendMail(mailId: string, options: { now?: Date } = {}): Promise<void> {
  const mail = await claim(mailId)
  if (!mail) return lookAgain(mailId)
  const skipReason = mail.usefulUntil && (await transaction((tx, now) => whySkipped(tx, mail, now), options))
  if (skipReason) return void (await settle(mail, { state: "skipped", skipReason }))
  if ((isDispensable(mail.kind) && (await isMarked(mail.recipient))) || (await hasLeft(mail)))
    return void (await settle(mail, { state: "suppressed" }))
  // Rendered in either case: a mail that cannot be is found out here and not by its reader.
  try {
    const message = { ...(await renderMail(mail, { mask: false })), attachments: await attachmentsOf(mail) }
    if (canSendMail()) await deliver(message)
  } catch (error) {
    return settleFailure(mail, error)
  }
  if (!canSendMail()) return void (await settle(mail, { state: "kept" }))
  await settle(mail, { state: "sent", sentAt: new Date(), lastError: null })
  await unmark(mail.recipient)
}

/** Mails come back from there, or are not wanted. */
const isMarked = async (address: string) => (await db.mailAddress.count({ where: { address } })) > 0

/** Who has ended their subscription is told nothing more, however long the mail has waited. */
const hasLeft = async ({ kind, recipient: email }: Mail) =>
  kind === "new_dates" && (await db.subscription.count({ where: { email, confirmedAt: { not: null } } })) === 0

/** The server that refused this address has taken a mail for it. What a provider said, only the provider takes back. */
async function unmark(address: string): Promise<void> {
  if (await isMarked(address))
    await transaction((tx, at) => clearMarks(tx, { address, source: "smtp" }, { actor: system, at }))
}

/** One statement: of two workers the row lock lets one through. The claim of a worker that has died can be taken over. */
async function claim(mailId: string): Promise<Mail | null> {
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE mails SET state = 'sending', claimed_at = clock_timestamp(), attempts = attempts + 1
     WHERE id = ${mailId}::uuid
       AND (state = 'queued' OR (state = 'sending' AND claimed_at < clock_timestamp() - ${leaseMs} * interval '1 ms'))
    RETURNING id`
  return claimed ? db.mail.findUnique({ where: { id: mailId } }) : null
}

/** Another worker has it. Should that one die, somebody has to come back. */
async function lookAgain(mailId: string): Promise<void> {
  await transaction(async (tx, now) => {
    const mail = await tx.mail.findUnique({ where: { id: mailId } })
    if (mail?.state === "sending")
      await enqueue(tx, "send-mail", { mailId }, { runAt: new Date(now.getTime() + leaseMs) })
  })
}

async function settleFailure(mail: Mail, error: unknown): Promise<void> {
  const lastError = error instanceof MailError ? error.reason : "could not be written"
  const final = mail.attempts >= mostAttempts(mail.kind) || (error instanceof MailError && error.permanent)
  if (!final) {
    await settle(mail, { state: "queued", lastError })
    throw error
  }
  await transaction(async (tx, now) => {
    await tx.mail.update({ where: { id: mail.id }, data: { state: "failed", lastError } })
    const about = { bookingId: mail.bookingId ?? undefined, sessionId: mail.sessionId ?? undefined }
    await recordActivity(tx, "mail.failed", { actor: system, ...about, detail: { mailId: mail.id }, at: now })
    if (error instanceof MailError && error.gone)
      await markAddress(tx, mail, { mark: "bounced", reason: lastError, source: "smtp", at: now })
  })
}

/** Only while the claim is still ours. */
const settle = (mail: Mail, data: Partial<Pick<Mail, "state" | "sentAt" | "lastError" | "skipReason">>) =>
  db.mail.updateMany({ where: { id: mail.id, state: "sending", attempts: mail.attempts }, data })
