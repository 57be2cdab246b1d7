import { type Desk, type Letter, paragraph, sayAppointment, appointmentFacts } from "../letter"
import type { MailParams } from "../schema"
import { backNote } from "./bookings"

/** Somebody else sits there now, and nothing is owed. Who it is says nobody. */
export function refilledLetter(desk: Desk, params: MailParams<"refilled">): Letter {
  const { t } = desk
  const { role, participant = "", percent, appointment } = params
  const { date, dateTime } = sayAppointment(desk, appointment)
  return {
    subject: t("mailing.letters.refilled.subject", { date }),
    state: t("mailing.letters.refilled.state"),
    title: dateTime,
    greeting: t("mail.greeting", { name: params.to }),
    blocks: [
      paragraph(t("mailing.letters.refilled.text", { role, participant })),
      paragraph(t("mailing.letters.refilled.fee", { percent })),
      ...backNote(desk, params.back),
      appointmentFacts(desk, appointment, params),
    ],
  }
}
