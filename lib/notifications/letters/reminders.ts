import { action, appointmentFacts, type Desk, type Letter, paragraph } from "../letter"
import type { MailParams } from "../schema"
import { changeIt, head, seatNotes, viewAction } from "./bookings"

/** Before a date: that it is near, whether it stays at that, and that it begins. */

export function reminderLetter(desk: Desk, params: MailParams<"reminder">): Letter {
  const { role, participant = "", appointment } = params
  return {
    ...head(desk, params, "reminder"),
    blocks: [
      paragraph(desk.t("mail.reminder.text", { role, participant })),
      appointmentFacts(desk, appointment, params),
      ...seatNotes(desk, params),
      ...changeIt(desk, params),
    ],
  }
}

/** Four answers, each one link to a page; saying "yes" there is one button. */
export function questionLetter(desk: Desk, params: MailParams<"question">): Letter {
  const { t, links } = desk
  const { role, participant = "", appointment, asked } = params
  const way = (which: "rebook" | "substitute" | "release") => ({
    label: t(`mail.changes.${which}`),
    href: links.booking(params, which),
  })
  return {
    ...head(desk, params, "question"),
    blocks: [
      paragraph(t(asked ? "mail.question.again" : "mail.question.text", { role, participant })),
      appointmentFacts(desk, appointment, params),
      action(t("mail.question.coming", { role, participant }), links.booking(params, "attendance")),
      {
        type: "links",
        intro: t("mail.question.otherwise"),
        links: [way("rebook"), way("substitute"), way("release")],
      },
    ],
  }
}

export function lastReminderLetter(desk: Desk, params: MailParams<"last_reminder">): Letter {
  const { t, links } = desk
  const { appointment } = params
  const hasDoor = appointment.closed && appointment.place === "online"
  return {
    ...head(desk, params, "lastReminder"),
    blocks: [
      paragraph(t("mail.lastReminder.text", { place: hasDoor ? "room" : appointment.place })),
      appointmentFacts(desk, appointment, params),
      hasDoor ? action(t("mail.room.enter"), links.booking(params, "room")) : viewAction(desk, params),
    ],
  }
}
