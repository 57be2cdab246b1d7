import { createPublicKey } from "node:crypto"
import { isIPv4, isIPv6 } from "node:net"

// What the records of a sender's domain say, as far as anybody can read them from outside. Whether the mail server that is
// used is one of those named, only a mail that arrives can tell.

export type SpfVerdict = "ok" | "none" | "several" | "broken" | "lookups" | "open" | "weak"
export type DkimVerdict = "ok" | "none" | "several" | "broken" | "revoked" | "short" | "testing"
export type DmarcVerdict = "ok" | "none" | "several" | "broken" | "watching"

/** A record judged; `found` is what stands there. */
export type Judged<Verdict extends string> = { verdict: Verdict; found?: string }

/** Mechanisms and modifiers that ask the domain name system again; more than ten are an error (RFC 7208, section 4.6.4). */
const asks = /^(include:|exists:|redirect=|(a|mx|ptr)([:/]|$))/
const mostAsks = 10

/**
 * SPF (RFC 7208): one record that begins with "v=spf1" (sections 3.2, 4.5), whose terms are known (4.6.1) and whose end says
 * what becomes of everybody else (5.1): "+all" lets anybody send, "?all" and no end say nothing.
 */
export function judgeSpf(texts: string[]): Judged<SpfVerdict> {
  const records = texts.filter((text) => /^v=spf1( |$)/i.test(text))
  const [found] = records
  if (found === undefined) return { verdict: "none" }
  if (records.length > 1) return { verdict: "several", found: records.join("\n") }
  const terms = found.toLowerCase().split(/ +/).slice(1).filter(Boolean)
  if (!terms.every(isSpfTerm)) return { verdict: "broken", found }
  const bare = terms.map((term) => term.replace(/^[+?~-]/, ""))
  if (bare.filter((term) => asks.test(term)).length > mostAsks) return { verdict: "lookups", found }
  const end = terms.find((term) => /^[+?~-]?all$/.test(term))
  if (end === "all" || end === "+all") return { verdict: "open", found }
  // Without an end of its own a record may hand on to another one (section 6.1).
  const isClosed = end === "-all" || end === "~all" || (!end && bare.some((term) => term.startsWith("redirect=")))
  return { verdict: isClosed ? "ok" : "weak", found }
}

/** RFC 7208, sections 5 and 6; what is unknown and looks like a modifier is allowed. */
function isSpfTerm(term: string): boolean {
  const [, network, size] = /^[+?~-]?ip[46]:([^/]+)(?:\/(\d{1,3}))?$/.exec(term) ?? []
  if (network !== undefined) {
    const bits = Number(size ?? 0)
    return term.includes("ip4:") ? isIPv4(network) && bits <= 32 : isIPv6(network) && bits <= 128
  }
  if (/^[a-z][\w.-]*=/.test(term)) return true
  return /^[+?~-]?(all|(include|exists):[^\s:/]+|ptr(:[^\s:/]+)?|(a|mx)(:[^\s:/]+)?(\/\d{1,2})?(\/\/\d{1,3})?)$/.test(
    term,
  )
}

/** "a=1; b=2" as tags in their order; null for what is no such list (RFC 6376, section 3.2). */
function tagsOf(text: string): [name: string, value: string][] | null {
  const parts = text.split(";").map((part) => part.trim())
  if (parts.at(-1) === "") parts.pop()
  const tags = parts.map((part) => /^([a-z]\w*)\s*=\s*([^]*)$/i.exec(part))
  if (!tags.every((tag) => tag !== null)) return null
  const named = tags.map(([, name = "", value = ""]): [string, string] => [name.toLowerCase(), value.trim()])
  return new Set(named.map(([name]) => name)).size === named.length ? named : null
}

/** Shorter keys are refused, and two thousand bits are what one should have (RFC 8301, section 3.2). */
const leastBits = 1024
const goodBits = 2048

/**
 * DKIM (RFC 6376, section 3.6.1): one key record; an empty "p" is a key taken back, "t=y" a key on trial. RSA and Ed25519
 * (RFC 8463).
 */
export function judgeDkim(texts: string[]): Judged<DkimVerdict> {
  const records = texts.filter((text) => /(^|;)\s*(v\s*=\s*DKIM1|k\s*=|p\s*=)/i.test(text))
  const [found] = records
  if (found === undefined) return { verdict: "none" }
  if (records.length > 1) return { verdict: "several", found: records.join("\n") }
  const tags = tagsOf(found)
  const [first] = tags ?? []
  const { v, p, k = "rsa", t = "" } = Object.fromEntries(tags ?? []) as Record<string, string | undefined>
  // A version, where there is one, comes first and is this one.
  const known = v === undefined || (v === "DKIM1" && first?.[0] === "v")
  if (!tags || !known || p === undefined) return { verdict: "broken", found }
  if (p === "") return { verdict: "revoked", found }
  const bits = keyBits(k, Buffer.from(p.replace(/\s/g, ""), "base64"))
  if (bits === null || bits < leastBits) return { verdict: "broken", found }
  if (t.split(":").some((flag) => flag.trim() === "y")) return { verdict: "testing", found }
  return { verdict: bits < goodBits ? "short" : "ok", found }
}

/** How strong a key is, in the measure of RSA; null for what is no key. */
function keyBits(kind: string, key: Buffer): number | null {
  if (kind === "ed25519") return key.length === 32 ? 3072 : null
  if (kind !== "rsa") return null
  // As SubjectPublicKeyInfo, or bare (RFC 6376, section 3.6.1, erratum 3017).
  for (const type of ["spki", "pkcs1"] as const) {
    try {
      return createPublicKey({ key, format: "der", type }).asymmetricKeyDetails?.modulusLength ?? null
    } catch {
      continue
    }
  }
  return null
}

/**
 * DMARC (RFC 7489, section 6.3): one record that begins with "v=DMARC1" and says what becomes of mails that pass neither
 * check; several count as none (6.6.3). "none" only watches.
 * @param inherited read from the domain above, where "sp" speaks for what is below it
 */
export function judgeDmarc(texts: string[], inherited = false): Judged<DmarcVerdict> {
  const records = texts.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/.test(text))
  const [found] = records
  if (found === undefined) return { verdict: "none" }
  if (records.length > 1) return { verdict: "several", found: records.join("\n") }
  const { p, sp } = Object.fromEntries(tagsOf(found) ?? []) as Record<string, string | undefined>
  const policy = (inherited && sp !== undefined ? sp : p)?.toLowerCase()
  if (policy === "quarantine" || policy === "reject") return { verdict: "ok", found }
  return { verdict: policy === "none" ? "watching" : "broken", found }
}
