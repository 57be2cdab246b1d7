import { env } from "@/lib/env"
import type { Mailbox } from "@/lib/mail"
import { getSettings } from "@/lib/sessions/settings"
import type { Desk, Link } from "./letter"

/** Who writes: the name above a letter, the signature below, and what the law wants on business letters. */
export type Sender = {
  from: Mailbox
  replyTo: Mailbox
  name: string
  closing: string
  signature: string
  address: string
  links: Link[]
}

/** From the settings. Answers always reach a person: there is no "noreply". */
export async function getSender({ t, locale, links }: Desk): Promise<Sender> {
  const { name, organizer, company } = await getSettings()
  const { street, postalCode, city } = company
  return {
    from: fromMailbox(env().MAIL_FROM, { name, address: organizer.email }),
    replyTo: { name: organizer.name, address: organizer.email },
    name,
    closing: t("mail.closing"),
    signature: organizer.name,
    // § 37a HGB, § 35a GmbHG
    address: [company.name, street, `${postalCode} ${city}`, company.country[locale], company.register]
      .filter(Boolean)
      .join(" · "),
    links: [
      { label: t("mail.imprint"), href: links.imprint() },
      { label: t("mail.privacy"), href: links.privacy() },
    ],
  }
}

/** MAIL_FROM is "mail@runde.example" or "Runde <mail@runde.example>". */
function fromMailbox(text: string | undefined, otherwise: Mailbox): Mailbox {
  const [, name, address] = /^(?:\s*"?([^"<]*?)"?\s*<)?([^<>\s]+@[^<>\s]+)>?\s*$/.exec(text ?? "") ?? []
  return address ? { name: name || otherwise.name, address } : otherwise
}
