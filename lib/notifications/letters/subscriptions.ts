import { action, type Block, type Desk, type Letter, note, paragraph, sayAppointment } from "../letter"
import type { MailParams } from "../schema"

/** To those who want to hear of new dates. */

/** Asks a mailbox whether it is meant; nothing typed is repeated in it. */
export function subscriptionLetter(
  { t, links }: Desk,
  { subscriptionId, confirmed }: MailParams<"subscription">,
): Letter {
  const texts = confirmed ? "subscribed" : "subscription"
  return {
    subject: t(`mailing.letters.${texts}.subject`),
    title: t(`mailing.letters.${texts}.title`),
    greeting: t("mail.greetingPlain"),
    blocks: [
      paragraph(t(`mailing.letters.${texts}.text`)),
      action(t(`mailing.letters.${texts}.action`), links.subscription(subscriptionId)),
      note(t(`mailing.letters.${texts}.stray`)),
    ],
  }
}

/** One mail a day, however many dates there are. */
export function newDatesLetter(desk: Desk, { subscriptionId, dates, more }: MailParams<"new_dates">): Letter {
  const { t, locale, links } = desk
  const [first] = dates
  const { date } = sayAppointment(desk, first!.appointment)
  const list: Block = {
    type: "links",
    intro: "",
    links: dates.map(({ slug, language, appointment }) => {
      const { range, format } = sayAppointment(desk, appointment)
      const held = language === locale ? format : t("mailing.letters.newDates.held", { format, language })
      return { label: `${range}: ${held}`, href: links.session(slug) }
    }),
  }
  const count = dates.length + more
  return {
    subject: t("mailing.letters.newDates.subject", { count, date }),
    title: t("mailing.letters.newDates.title", { count }),
    greeting: t("mail.greetingPlain"),
    blocks: [
      paragraph(t("mailing.letters.newDates.text", { count })),
      list,
      ...(more > 0 ? [paragraph(t("mailing.letters.newDates.more", { more }))] : []),
      action(t("mailing.letters.newDates.action"), links.sessions()),
      {
        type: "links",
        intro: t("mailing.letters.newDates.why"),
        links: [{ label: t("mailing.letters.newDates.leave"), href: links.subscription(subscriptionId) }],
      },
    ],
  }
}
