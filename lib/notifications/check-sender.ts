import { getDomain } from "tldts"
import { askTxt } from "@/lib/dns"
import type { SettingsData } from "@/lib/sessions/schema"
import { type Judged, judgeDkim, judgeDmarc, judgeSpf } from "./rules-sender"
import { fromOf } from "./sender"

/** What is to be done about one of the three, in one word for a sentence each. */
export type Finding = {
  check: "spf" | "dkim" | "dmarc"
  /** Under which name the record stands, or should. */
  name: string
  verdict: string
  /** What stands there now. */
  found?: string
  /** What could stand there instead. */
  record?: string
}

/** The domain that stands behind the @ of every mail. */
export const senderDomain = (house: SettingsData): string => {
  const { address } = fromOf(house)
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase()
}

/**
 * Asks the domain name system whether mails of this house prove who sent them: SPF (RFC 7208), DKIM (RFC 6376) and DMARC
 * (RFC 7489). Each is asked by itself; what could not be asked is "unreachable", and nothing is thrown.
 * @param selector names the DKIM key (RFC 6376, section 3.1); only whoever runs the mail server knows it
 */
export async function checkSender(house: SettingsData, selector?: string): Promise<Finding[]> {
  const domain = senderDomain(house)
  return Promise.all([checkSpf(domain), checkDkim(domain, selector), checkDmarc(domain, house.organizer.email)])
}

async function checkSpf(domain: string): Promise<Finding> {
  const { verdict, found } = await ask(domain, judgeSpf)
  const repaired = found?.includes("\n") ? undefined : found?.replace(/ *[+?]?all$/i, "").concat(" ~all")
  const record = verdict === "none" ? "v=spf1 mx ~all" : ["open", "weak"].includes(verdict) ? repaired : undefined
  return { check: "spf", name: domain, verdict, found, record }
}

async function checkDkim(domain: string, selector: string | undefined): Promise<Finding> {
  if (!selector) return { check: "dkim", name: `selector._domainkey.${domain}`, verdict: "no_selector" }
  const name = `${selector}._domainkey.${domain}`
  return { check: "dkim", name, ...(await ask(name, judgeDkim)) }
}

/** The record of the domain itself, else that of the domain that was registered (RFC 7489, section 6.6.3). */
async function checkDmarc(domain: string, reportsTo: string): Promise<Finding> {
  const above = getDomain(domain, { allowPrivateDomains: true })
  let name = `_dmarc.${domain}`
  let judged = await ask(name, judgeDmarc)
  if (judged.verdict === "none" && above && above !== domain) {
    const inherited = await ask(`_dmarc.${above}`, (texts) => judgeDmarc(texts, true))
    if (inherited.verdict !== "none") [name, judged] = [`_dmarc.${above}`, inherited]
  }
  const { verdict, found } = judged
  const record =
    verdict === "none"
      ? `v=DMARC1; p=none; rua=mailto:${reportsTo}`
      : verdict === "watching"
        ? found?.replace(/(;\s*s?p\s*=\s*)none/gi, "$1quarantine")
        : undefined
  return { check: "dmarc", name, verdict, found, record }
}

async function ask<Verdict extends string>(
  name: string,
  judge: (texts: string[]) => Judged<Verdict>,
): Promise<Judged<Verdict | "unreachable">> {
  const answer = await askTxt(name)
  return answer.ok ? judge(answer.texts) : { verdict: "unreachable" }
}
