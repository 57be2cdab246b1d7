import { formatDateTime } from "@/lib/time-zone"
import { action, type Desk, factsOf, type Letter, note, paragraph, sayAppointment } from "../letter"
import type { MailParams } from "../schema"

/** A question, and what becomes of it without an answer: nothing. It gives no reason, which would tell of other people. */
export function mergeQuestionLetter(desk: Desk, params: MailParams<"merge_question">): Letter {
  const { t, locale, links } = desk
  const { to, role, participant = "", reference, appointment, other, expiresAt, byRequest = false } = params
  const [own, asked] = [sayAppointment(desk, appointment), sayAppointment(desk, other)]
  const until = formatDateTime(new Date(expiresAt), appointment.timeZone, locale)
  return {
    subject: t("mail.mergeQuestion.subject", { date: asked.date }),
    state: t("mail.mergeQuestion.state"),
    title: asked.dateTime,
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mail.mergeQuestion.text", { role, participant })),
      factsOf([
        [t("mail.mergeQuestion.own"), own.range],
        [t("mail.mergeQuestion.other"), asked.range],
        [t("mail.facts.format"), asked.format],
        [t("mail.facts.place"), asked.place],
        [t("mail.facts.participant"), params.participant],
        [t("mail.facts.booker"), params.booker],
        [t("mail.facts.reference"), reference],
      ]),
      action(t("mail.mergeQuestion.action"), links.booking(params, "other-date")),
      note(t(`mail.mergeQuestion.${byRequest ? "staysByRequest" : "stays"}`, { until })),
    ],
  }
}
