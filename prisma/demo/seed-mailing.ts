import type { Actor } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { appointmentOf, getSession } from "@/lib/notifications/facts"
import { participantFacts } from "@/lib/notifications/mail-holders"
import { markAddress } from "@/lib/notifications/mark-address"
import { queueMail } from "@/lib/notifications/queue-mail"
import { saveMailText } from "@/lib/notifications/save-mail-text"
import { confirmSubscription } from "@/lib/subscriptions/confirm-subscription"
import { requestSubscription } from "@/lib/subscriptions/request-subscription"
import { subscriptionToken } from "@/lib/subscriptions/token"
import { demoSubscribers, demoText } from "./mailing"
import { must } from "./must"

/** A house's own words, subscribers, and somebody who is expected and whose mail came back. */
export async function seedMailing(formatId: string, actor: Actor, now: Date): Promise<void> {
  must(await saveMailText({ ...demoText, formatId }, { actor, now }))
  for (const [email, onlyThis] of demoSubscribers) {
    await requestSubscription({ email, locale: "de", formatId: onlyThis ? formatId : null }, { now })
    const { id } = await db.subscription.findFirstOrThrow({ where: { email } })
    const asked = email === demoSubscribers.at(-1)?.[0]
    if (!asked) must(await confirmSubscription({ token: subscriptionToken(id) }, { now }))
  }
  const seat = await db.seat.findFirst({
    where: { state: "confirmed", groupSession: { startsAt: { gt: now } }, participant: { phone: { not: null } } },
    include: { booking: true },
    orderBy: [{ groupSession: { startsAt: "asc" } }, { createdAt: "asc" }],
  })
  if (!seat) return
  const { booking, groupSessionId: sessionId } = seat
  await transaction(async (tx) => {
    const mail = {
      ...{ kind: "calendar_renamed" as const, occasion: seat.id, recipient: booking.email, locale: booking.locale },
      ...{ bookingId: booking.id, sessionId },
    }
    const session = await getSession(tx, sessionId)
    const params = { ...participantFacts(booking), appointment: appointmentOf(session, booking.locale) }
    const mailId = await queueMail(tx, { ...mail, params })
    const reason = "550 5.1.1 user unknown"
    const row = await tx.mail.update({ where: { id: mailId ?? "" }, data: { state: "failed", lastError: reason } })
    await markAddress(tx, row, { mark: "bounced", reason, source: "smtp", at: now })
  })
}
