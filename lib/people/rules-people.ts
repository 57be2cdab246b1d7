import { areLikeDomains, isFreeMail } from "./rules-companies"
import { normaliseCompany } from "./rules-company-names"

/** The names and addresses somebody was known by, a line each and none twice. */
export const addKnownAs = (...names: (string | false)[]): string =>
  [...new Set(names.flatMap((name) => (name || "").split("\n")))].filter(Boolean).join("\n")

/** As much of a person as tells whether two are one; `nameForm` is the name as the database compares it. */
export type Likeness = { nameForm: string; company: string; email: string; phone: string | null }

export const likenessReasons = ["name", "company", "mailbox", "domain", "phone"] as const
export type LikenessReason = (typeof likenessReasons)[number]

const weight: Record<LikenessReason, number> = { name: 45, company: 25, mailbox: 20, domain: 15, phone: 15 }

/**
 * How likely two people are one, from 0 to 100, and why. The same company alone makes colleagues, the same name alone
 * namesakes: only from `likelyFrom` on is it worth a look.
 */
export function compareLikeness(a: Likeness, b: Likeness): { score: number; reasons: LikenessReason[] } {
  const [boxA, domainA] = halves(a.email)
  const [boxB, domainB] = halves(b.email)
  const holds: Record<LikenessReason, boolean> = {
    name: a.nameForm !== "" && a.nameForm === b.nameForm,
    company: normaliseCompany(a.company) !== "" && normaliseCompany(a.company) === normaliseCompany(b.company),
    mailbox: boxA === boxB && !sharedBoxes.has(boxA),
    domain: !isFreeMail(domainA) && !isFreeMail(domainB) && areLikeDomains(domainA, domainB),
    phone: digits(a.phone) !== "" && digits(a.phone) === digits(b.phone),
  }
  const reasons = likenessReasons.filter((reason) => holds[reason])
  return {
    score: Math.min(
      100,
      reasons.reduce((sum, reason) => sum + weight[reason], 0),
    ),
    reasons,
  }
}

/** Colleagues have company and domain in common, namesakes the name: two reasons of which one is about the person. */
export const likelyFrom = 60

const halves = (email: string): [box: string, domain: string] => {
  const at = email.lastIndexOf("@")
  return [email.slice(0, at), email.slice(at + 1)]
}

/** Mailboxes that belong to an office and not to a person. */
export const sharedBoxes = new Set(
  "info kontakt contact office mail post buero zentrale sekretariat assistenz hello hallo".split(" "),
)

/** The last digits of a number, whatever stands before them: 0 or +49. */
const digits = (phone: string | null) => (phone ?? "").replace(/\D/g, "").slice(-8)
