import { formatDate, formatDateTime } from "@/lib/time-zone"
import { action, type Desk, type Letter, note, paragraph } from "../letter"
import type { MailParams } from "../schema"

/** To somebody who is to belong to the team. */
export function invitationLetter(
  { t, links }: Desk,
  { to, invitedBy, house, role }: MailParams<"team_invitation">,
): Letter {
  return {
    subject: t("mail.invitation.subject"),
    title: t("mail.invitation.title"),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mail.invitation.text", { by: invitedBy ?? "", named: String(invitedBy !== null), house, role })),
      paragraph(t("mail.invitation.way")),
      action(t("mail.invitation.action"), links.signIn()),
      note(t("mail.invitation.stray")),
    ],
  }
}

/** To a member, when a factor was added, removed or used up. */
export function factorLetter(
  { t, locale, links }: Desk,
  { to, what, at, timeZone, left }: MailParams<"team_factor">,
): Letter {
  const instant = new Date(at)
  return {
    subject: t("mail.factor.subject", { date: formatDate(instant, timeZone, locale) }),
    unsigned: true,
    title: t(`mail.factor.title.${what}`),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t(`mail.factor.text.${what}`, { when: formatDateTime(instant, timeZone, locale), left: left ?? 0 })),
      note(t("mail.factor.stray")),
      action(t("mail.factor.action"), links.ownFactors()),
    ],
  }
}

/** To the member who asked whether mails arrive. */
export function testLetter({ t, locale, links }: Desk, { to, at, timeZone }: MailParams<"team_test">): Letter {
  const instant = new Date(at)
  return {
    subject: t("mail.test.subject", { date: formatDate(instant, timeZone, locale) }),
    title: t("mail.test.title"),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mail.test.text", { when: formatDateTime(instant, timeZone, locale) })),
      action(t("mail.test.action"), links.mailSettings()),
      note(t("mail.test.stray")),
    ],
  }
}
