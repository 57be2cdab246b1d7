import listed from "email-providers/all.json"
import { getDomain } from "tldts"

/** What the list lacks: providers and those who connect homes in the countries around, and relays that hide a mailbox. */
const unlisted = `a1.net addy.io alice-dsl.de alice-dsl.net alice.de anonaddy.com anonaddy.me aon.at chello.at compuserve.de
  directbox.com disroot.org drei.at duck.com eclipso.de eclipso.eu ewe.net ewetel.net fastmail.com firemail.de genion.de
  gmx.biz gmx.ch gmx.co.uk gmx.email gmx.eu gmx.info gmx.org hamburg.de hispeed.ch hotmail.at hotmail.ch htp-tel.de inode.at
  kabelbw.de kabsi.at keemail.me koeln.de live.at live.ch liwest.at magenta.de mail.ch mail.de mailo.com maxi-dsl.de mnet-mail.de
  mnet-online.de mozmail.com netcologne.de nexgo.de o2mail.de o2online.de ok.de onlinehome.com osnanet.de passmail.net
  posteo.at posteo.ch posteo.de posteo.eu posteo.me posteo.net posteo.org riseup.net simplelogin.com smart-mail.de
  startmail.com sunrise.ch surfeu.de swissonline.ch systemli.org tuta.com tuta.io tutamail.com tutanota.com tutanota.de
  unity-mail.de unitybox.de upcmail.nl utanet.at versatel.de vodafone.de vodafonemail.de xs4all.nl yahoo.at ziggo.nl
  zohomail.com zohomail.eu`

/** Mail domains that say nothing of a company. */
const freeMail = new Set([...listed, ...unlisted.split(/\s+/)])

/** Whether anybody can have an address there. */
export const isFreeMail = (domain: string): boolean => freeMail.has(domain)

/** Hosts that give each customer a name below them, and that the list of public suffixes lacks; the longer ones first. */
const sharedHosts = [
  "mail.onmicrosoft.com",
  "onmicrosoft.com",
  "onmicrosoft.de",
  "onmicrosoft.us",
  "partner.onmschina.cn",
]

/** The part of a host that somebody has for themselves: "muster.example" of "mail.muster.example". */
function ownDomain(host: string): string | null {
  const shared = sharedHosts.find((each) => host === each || host.endsWith(`.${each}`))
  if (!shared) return getDomain(host, { allowPrivateDomains: true })
  const customer = host
    .slice(0, -shared.length - 1)
    .split(".")
    .at(-1)
  return customer ? `${customer}.${shared}` : null
}

/**
 * The domain by which a mailbox, or a mail domain, proves a company: "mail.muster.example" is "muster.example". Null where
 * anybody can have an address. A name that somebody types proves nothing.
 */
export function companyDomain(email: string): string | null {
  const host = email.slice(email.lastIndexOf("@") + 1).toLowerCase()
  const domain = ownDomain(host)
  return domain && !isFreeMail(domain) && !isFreeMail(host) ? domain : null
}

/** What stands before the ending of a domain: "muster" of "mail.muster.example". */
export const domainLabel = (domain: string): string => ownDomain(domain)?.split(".")[0] ?? ""

/** "muster-bau.de" and "musterbau.com": the same label, or one that begins like the other. */
export function areLikeDomains(a: string, b: string): boolean {
  const [short, long] = [a, b]
    .map((domain) => domainLabel(domain).replace(/[^a-z0-9]/g, ""))
    .sort((one, other) => one.length - other.length) as [string, string]
  return short.length > 3 && long.startsWith(short)
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
