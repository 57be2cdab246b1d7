import { formatMoney } from "@/lib/money"
import { action, appointmentFacts, type Desk, factsOf, type Letter, paragraph, sayAppointment } from "../letter"
import type { MailParams } from "../schema"

/** The payment came when the seat was gone. */
export function paymentReturnedLetter(desk: Desk, params: MailParams<"payment_returned">): Letter {
  const { t, locale } = desk
  const { to, amount, appointment } = params
  const { date, dateTime } = sayAppointment(desk, appointment)
  return {
    subject: t("mailing.letters.paymentReturned.subject", { date }),
    state: t("mailing.letters.paymentReturned.state"),
    title: dateTime,
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mailing.letters.paymentReturned.text")),
      paragraph(
        t("mailing.letters.paymentReturned.back", { amount: formatMoney(amount.cents, amount.currency, locale) }),
      ),
      appointmentFacts(desk, appointment, params),
    ],
  }
}

export function teamPaymentReturnedLetter(desk: Desk, params: MailParams<"organizer_payment_returned">): Letter {
  const { t, links, locale } = desk
  const { to, amount, appointment, person, reference, sessionId } = params
  const { date, range, dateTime } = sayAppointment(desk, appointment)
  const money = formatMoney(amount.cents, amount.currency, locale)
  return {
    subject: t("mailing.letters.paymentReturned.team.subject", { date }),
    unsigned: true,
    title: dateTime,
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(
        t("mailing.letters.paymentReturned.team.text", { name: person.name, company: person.company, amount: money }),
      ),
      factsOf([
        [t("mail.facts.date"), range],
        [t("mail.facts.email"), person.email],
        [t("mail.facts.reference"), reference],
      ]),
      action(t("mail.team.session"), links.deskSession(sessionId)),
    ],
  }
}
