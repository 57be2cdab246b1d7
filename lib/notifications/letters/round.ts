import { action, appointmentFacts, type Desk, factsOf, type Letter, paragraph, sayAppointment } from "../letter"
import type { MailParams } from "../schema"

/** Both said yes: how the other can be reached. */
export function contactLetter(desk: Desk, { to, appointment, contact }: MailParams<"contact_exchanged">): Letter {
  const { t } = desk
  const { date, dateTime } = sayAppointment(desk, appointment)
  return {
    subject: t("mailing.letters.contact.subject", { date }),
    state: t("mailing.letters.contact.state"),
    title: dateTime,
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mailing.letters.contact.text")),
      factsOf([
        [t("mail.facts.name"), contact.name],
        [t("mail.facts.email"), contact.email],
        [t("mail.facts.phone"), contact.phone],
      ]),
      paragraph(t("mailing.letters.contact.promise")),
    ],
  }
}

/** Somebody does not want to sit in this round. Who and why stands at the desk alone. */
export function objectionLetter(desk: Desk, { to, appointment, seatId }: MailParams<"organizer_objection">): Letter {
  const { t, links } = desk
  const { date, dateTime } = sayAppointment(desk, appointment)
  return {
    subject: t("mailing.letters.objection.subject", { date }),
    state: t("mailing.letters.objection.state"),
    title: dateTime,
    greeting: t("mail.greeting", { name: to }),
    unsigned: true,
    blocks: [
      paragraph(t("mailing.letters.objection.text")),
      appointmentFacts(desk, appointment),
      action(t("mailing.letters.objection.action"), links.objection(seatId)),
    ],
  }
}
