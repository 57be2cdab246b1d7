import { getDomain } from "tldts"

/** Mail domains that say nothing of a company. */
const freeMail = new Set(
  `aol.com arcor.de fastmail.com freenet.de gmail.com gmx.at gmx.ch gmx.de gmx.net googlemail.com hotmail.com hotmail.de
   hey.com icloud.com live.com live.de mac.com mail.com mail.de mailbox.org me.com msn.com online.de outlook.com outlook.de
   pm.me posteo.de posteo.net proton.me protonmail.com t-online.de tutanota.com tuta.io vodafone.de web.de yahoo.com
   yahoo.de yandex.com`.split(/\s+/),
)

/** Whether anybody can have an address there. */
export const isFreeMail = (domain: string): boolean => freeMail.has(domain)

/**
 * The domain by which a mailbox proves a company: "mail.muster.example" is "muster.example". Null where anybody can have
 * an address. A name that somebody types proves nothing.
 */
export function companyDomain(email: string): string | null {
  const domain = getDomain(email.slice(email.lastIndexOf("@") + 1), { allowPrivateDomains: true })
  return domain && !freeMail.has(domain) ? domain : null
}

/** Whether two mailboxes prove the same company. */
export function isSameCompany(email: string, other: string): boolean {
  const domain = companyDomain(email)
  return domain !== null && domain === companyDomain(other)
}

/** Whether a mailbox is one of these, or proves the company of one of them. */
export const isAmong = (mailboxes: string[], mailbox: string): boolean =>
  mailboxes.some((each) => each === mailbox || isSameCompany(each, mailbox))

/** Whether some of both are of one company. */
export const meet = (mailboxes: string[], others: string[]): boolean =>
  others.some((other) => isAmong(mailboxes, other))

const legalForms =
  /\b(gmbh|ag|kg|kgaa|ohg|ug|gbr|se|ev|eg|mbh|co|und|cie|ltd|limited|llc|llp|plc|inc|corp|bv|nv|sa|sarl|sas|srl|spa|ek|ekfm|kfm|haftungsbeschrankt)\b/g

/** A legal name without its form, case, accents and punctuation: "Müller & Söhne GmbH & Co. KG" is "muller sohne". */
export function normaliseCompany(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/\be\.\s*(v|g|k|kfm)\./g, "e$1 ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
  const bare = plain.replace(legalForms, " ").replace(/\s+/g, " ").trim()
  return bare || plain.trim()
}
