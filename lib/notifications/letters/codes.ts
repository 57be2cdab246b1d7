import { formatTime, zoneName } from "@/lib/time-zone"
import { action, type Block, type Desk, type Letter, note, paragraph, sayAppointment } from "../letter"
import type { MailParams } from "../schema"

/** Proves a mailbox: six digits, and a link to a page with a button for another device. */
export function codeLetter(
  desk: Desk,
  { bookingId, role, codeGeneration, heldUntil, appointment }: MailParams<"code">,
): Letter {
  const { t, links } = desk
  const code: Block = { type: "code", code: links.code(bookingId, codeGeneration) }
  const verify = links.verify(bookingId, role, codeGeneration)
  if (!appointment)
    return {
      subject: t("mail.waitlistCode.subject"),
      state: t("mail.code.state"),
      title: t("mail.waitlistCode.title"),
      greeting: t("mail.greetingPlain"),
      blocks: [
        paragraph(t("mail.waitlistCode.text")),
        code,
        paragraph(t("mail.waitlistCode.validity")),
        action(t("mail.waitlistCode.action"), verify),
        note(t("mail.waitlistCode.stray")),
      ],
    }
  const { date, dateTime } = sayAppointment(desk, appointment)
  return {
    subject: t("mail.code.subject", { date }),
    state: t("mail.code.state"),
    title: dateTime,
    greeting: t("mail.greetingPlain"),
    blocks: [
      paragraph(
        heldUntil
          ? t("mail.code.text", { until: sayTime(desk, new Date(heldUntil), appointment.timeZone) })
          : t("mail.code.lapsed"),
      ),
      code,
      paragraph(t("mail.code.validity")),
      action(t("mail.code.action"), verify),
      note(t("mail.code.stray")),
    ],
  }
}

/** "10:32 Uhr (MEZ)" */
const sayTime = ({ locale }: Desk, at: Date, zone: string) =>
  `${formatTime(at, zone, locale)}${locale === "de" ? "\u00a0Uhr" : ""} (${zoneName(at, zone, locale)})`

/** Signs a member of the team in. */
export function signInLetter({ t, links }: Desk, { to, challengeId, long }: MailParams<"sign_in_code">): Letter {
  return {
    subject: t("mail.signIn.subject"),
    unsigned: true,
    title: t("mail.signIn.title"),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mail.signIn.text")),
      { type: "code", code: links.signInCode(challengeId, long) },
      ...(long ? [paragraph(t("mail.signIn.long"))] : []),
      paragraph(t("mail.signIn.validity")),
      note(t("mail.signIn.stray")),
    ],
  }
}

/** All links of one mailbox, for somebody who has lost theirs. */
export function linksLetter(desk: Desk, { to, bookings }: MailParams<"links">): Letter {
  const { t, links } = desk
  return {
    subject: t("mail.links.subject"),
    title: t("mail.links.title"),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      {
        type: "links",
        intro: t("mail.links.text"),
        links: bookings.map((booking) => ({
          label: t("mail.links.item", {
            role: booking.role,
            participant: booking.participant ?? "",
            date: booking.appointment ? sayAppointment(desk, booking.appointment).range : t("mail.links.waiting"),
          }),
          href: links.booking(booking),
        })),
      },
      note(t("mail.links.stray")),
    ],
  }
}
