import { type Desk, action, appointmentFacts, type Letter, note, paragraph } from "../letter"
import type { MailParams } from "../schema"
import { calendarNote, entryTitle, head, seatNotes, viewAction } from "./bookings"

/** Who cares for a booking, and whose calendar it is in. */

/** To the new assistant: who named them, what is known of them (Art. 14 GDPR), and what their link is for. */
export function bookerNamedLetter(desk: Desk, params: MailParams<"booker_named">): Letter {
  const { t } = desk
  const { participant = "", namedBy, appointment } = params
  return {
    ...head(desk, params, "bookerNamed"),
    blocks: [
      paragraph(t("mail.bookerNamed.text", { participant })),
      appointmentFacts(desk, appointment, params),
      ...seatNotes(desk, params),
      action(t("mail.changes.action"), desk.links.booking(params)),
      note(namedBy ? t("mail.bookerNamed.source", { name: namedBy }) : t("mail.bookerNamed.sourceHouse")),
    ],
  }
}

/** To the participant, whose own link and seat stay. */
export function bookerChangedLetter(desk: Desk, params: MailParams<"booker_changed">): Letter {
  const { t } = desk
  const { booker, byThemselves, first = false, appointment } = params
  return {
    ...head(desk, params, "bookerChanged"),
    blocks: [
      paragraph(
        booker ? t("mail.bookerChanged.text", { name: booker, first: String(first) }) : t("mail.bookerChanged.nobody"),
      ),
      ...(byThemselves ? [] : [paragraph(t("mail.bookerChanged.notYou"))]),
      appointmentFacts(desk, appointment, params),
      ...seatNotes(desk, params),
      viewAction(desk, params),
    ],
  }
}

/** To who cared for it until now: without a link, and without the name of who comes after them. */
export function bookerReplacedLetter(desk: Desk, params: MailParams<"booker_replaced">): Letter {
  return {
    ...head(desk, params, "bookerReplaced"),
    blocks: [
      paragraph(desk.t("mail.bookerReplaced.text")),
      appointmentFacts(desk, params.appointment, params),
      ...calendarNote(desk, params),
    ],
  }
}

/** Each of these three of an entry: to the new assistant, to the participant, to who cared for it until now. */
export function entryBookerLetter(desk: Desk, params: MailParams<"entry_booker">): Letter {
  const { t, links } = desk
  const { tells, to, participant = "", booker, namedBy, byThemselves } = params
  const named = tells === "named"
  const text = tells === "changed" && !booker ? "nobody" : (`${tells}.text` as const)
  const source = namedBy ? t("mail.bookerNamed.source", { name: namedBy }) : t("mail.bookerNamed.sourceHouse")
  return {
    subject: t(`mail.entryBooker.${tells}.subject`),
    state: t("mail.entryBooker.state"),
    title: t("mail.waiting.title"),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t(`mail.entryBooker.${text}`, { participant, name: booker ?? "" })),
      ...(tells === "changed" && !byThemselves ? [paragraph(t("mail.entryBooker.notYou"))] : []),
      ...(tells === "replaced" ? [] : [action(t("mail.entryBooker.action"), links.booking(params, "waiting"))]),
      ...(named ? [note(source)] : []),
    ],
  }
}

export function calendarMovedLetter(desk: Desk, params: MailParams<"calendar_moved">): Letter {
  const { t } = desk
  const { role, keeps, participant = "", booker = "" } = params
  const has = keeps === "both" || keeps === role
  const title = entryTitle(desk, params.calendar)
  return {
    ...head(desk, params, "calendarMoved"),
    blocks: [
      paragraph(
        has
          ? t("mail.calendarMoved.has", { title })
          : t("mail.calendarMoved.hasNot", { name: role === "booker" ? participant : booker }),
      ),
      appointmentFacts(desk, params.appointment, params),
      viewAction(desk, params),
    ],
  }
}
