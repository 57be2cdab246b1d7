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

/** The bank has not carried out a debit, or fetched a payment back: how to pay now. */
export function paymentFailedLetter(desk: Desk, params: MailParams<"payment_failed">): Letter {
  const { t, locale, links } = desk
  const { to, amount, appointment, disputed } = params
  const { date, dateTime } = sayAppointment(desk, appointment)
  const money = formatMoney(amount.cents, amount.currency, locale)
  return {
    subject: t("mailing.letters.paymentFailed.subject", { date }),
    state: t("mailing.letters.paymentFailed.state"),
    title: dateTime,
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mailing.letters.paymentFailed.text", { amount: money, disputed: String(disputed) })),
      paragraph(t("mailing.letters.paymentFailed.rest")),
      action(t("mailing.letters.paymentFailed.action"), links.booking(params)),
      appointmentFacts(desk, appointment, params),
    ],
  }
}

/** What was to go back did not arrive; somebody sees to it. */
export function refundFailedLetter(desk: Desk, params: MailParams<"refund_failed">): Letter {
  const { t, locale } = desk
  const { to, amount, appointment } = params
  const { date, dateTime } = sayAppointment(desk, appointment)
  return {
    subject: t("mailing.letters.refundFailed.subject", { date }),
    state: t("mailing.letters.refundFailed.state"),
    title: dateTime,
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mailing.letters.refundFailed.text", { amount: formatMoney(amount.cents, amount.currency, locale) })),
      appointmentFacts(desk, appointment, params),
    ],
  }
}

type TeamFacts = MailParams<"organizer_payment_returned">

export const teamPaymentReturnedLetter = (desk: Desk, facts: TeamFacts): Letter =>
  teamLetter(desk, facts, "paymentReturned")

export const teamPaymentFailedLetter = (desk: Desk, facts: TeamFacts): Letter =>
  teamLetter(desk, facts, "paymentFailed")

export const teamRefundFailedLetter = (desk: Desk, facts: TeamFacts): Letter =>
  teamLetter(
    desk,
    facts,
    "refundFailed",
    action(desk.t("mailing.letters.refundFailed.team.action"), desk.links.refunds()),
  )

/** What has happened to whose money, and the way on: to the session where nothing else is said. */
function teamLetter(
  desk: Desk,
  { to, amount, appointment, person, reference, sessionId }: TeamFacts,
  about: "paymentReturned" | "paymentFailed" | "refundFailed",
  way = action(desk.t("mail.team.session"), desk.links.deskSession(sessionId)),
): Letter {
  const { t, locale } = desk
  const { date, range, dateTime } = sayAppointment(desk, appointment)
  const { name, company, email } = person
  return {
    subject: t(`mailing.letters.${about}.team.subject`, { date }),
    unsigned: true,
    title: dateTime,
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(
        t(`mailing.letters.${about}.team.text`, {
          ...{ name, company, amount: formatMoney(amount.cents, amount.currency, locale) },
        }),
      ),
      factsOf([
        [t("mail.facts.date"), range],
        [t("mail.facts.email"), email],
        [t("mail.facts.reference"), reference],
      ]),
      way,
    ],
  }
}
