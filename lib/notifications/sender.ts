import { env } from "@/lib/env"
import type { Mailbox } from "@/lib/mail"
import { type Palette, paletteOf } from "@/lib/palette"
import type { SettingsData } from "@/lib/sessions/schema"
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
  palette: Palette
}

/** Whose name and address stand above every mail: MAIL_FROM, or the organizer's of the settings. */
export const fromOf = ({ name, organizer }: SettingsData): Mailbox =>
  fromMailbox(env().MAIL_FROM, { name, address: organizer.email })

/** From the settings. Answers always reach a person: there is no "noreply". */
export async function getSender({ t, locale, links }: Desk): Promise<Sender> {
  const house = await getSettings()
  const { name, organizer, company, accent } = house
  const { street, postalCode, city } = company
  return {
    from: fromOf(house),
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
    palette: paletteOf(accent),
  }
}

/** MAIL_FROM is "mail@runde.example" or "Runde <mail@runde.example>". */
function fromMailbox(text: string | undefined, otherwise: Mailbox): Mailbox {
  const [, name, address] = /^(?:\s*"?([^"<]*?)"?\s*<)?([^<>\s]+@[^<>\s]+)>?\s*$/.exec(text ?? "") ?? []
  return address ? { name: name || otherwise.name, address } : otherwise
}
