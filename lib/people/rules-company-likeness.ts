import { distance } from "fastest-levenshtein"
import { areLikeDomains, companyDomain } from "./rules-companies"
import { areOneName, fitsDomain, initialsOf, isTelling, normaliseCompany } from "./rules-company-names"

/** A company as a seat describes it: the name somebody typed, and the verified mail domain, null where it is free mail. */
export type Company = { name: string; domain: string | null }

export const companyReasons = [
  "same_domain",
  "same_name",
  "name_in_domain",
  "like_domain",
  "like_name",
  "initials",
  "group_name",
] as const
export type CompanyReason = (typeof companyReasons)[number]

/** From this score on it is worth the organizer's look. */
export const proposedFrom = 0.6

/**
 * Whether two companies are one, from 0 to 1, and what speaks for it most. `sure` is what needs nobody: the same verified
 * domain, and names that are its own (`provesBoth`). Everything else, however high, changes nothing by itself: a name is
 * free to type and a domain alike free to buy.
 */
export function compareCompanies(a: Company, b: Company): { sure: boolean; score: number; reason: CompanyReason } {
  const [one, other] = [read(a), read(b)]
  const sameDomain = one.domain !== null && one.domain === other.domain
  if (sameDomain && provesBoth(one, other)) return { sure: true, score: 1, reason: "same_domain" }
  const scores: Record<CompanyReason, number> = {
    same_domain: sameDomain ? 0.9 : 0,
    same_name: areOneName(one.form, other.form) ? 0.95 : 0,
    name_in_domain: fits(one, other.domain) || fits(other, one.domain) ? 0.75 : 0,
    like_domain: one.domain && other.domain && areLikeDomains(one.domain, other.domain) ? 0.65 : 0,
    like_name: likenessOf(one.words, other.words),
    initials: initialsOf(one.form) === other.form || initialsOf(other.form) === one.form ? 0.7 : 0,
    group_name: shareTellingStart(one.words, other.words) ? 0.8 : 0,
  }
  const reason = companyReasons.reduce((best, each) => (scores[each] > scores[best] ? each : best), "like_name")
  return { sure: false, score: scores[reason], reason }
}

type Read = Company & { form: string; words: string[] }

function read({ name, domain }: Company): Read {
  const form = normaliseCompany(name)
  return { name, domain: domain && companyDomain(domain), form, words: form.split(" ") }
}

const fits = (company: Read, domain: string | null) => domain !== null && fitsDomain(company.name, domain)

/**
 * Whether a domain that both have is of both. An agency books for many from its own: there the names differ, and at most
 * its own fits. A name cut short ("Bosch" beside "Robert Bosch GmbH") goes with the one that fits.
 */
function provesBoth(one: Read, other: Read): boolean {
  const fit = [one, other].filter((each) => fits(each, each.domain)).length
  return areOneName(one.form, other.form) || fit === 2 || (fit === 1 && isShortFor(one.words, other.words))
}

function isShortFor(a: string[], b: string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.every((word) => long.includes(word))
}

/** One wrong letter in eight is worth a look, whatever the order of the words. */
function likenessOf(a: string[], b: string[]): number {
  const orders = [
    [a.join(""), b.join("")],
    [a.toSorted().join(""), b.toSorted().join("")],
  ] as const
  return Math.max(...orders.map(([x, y]) => (1 - distance(x, y) / Math.max(x.length, y.length, 1)) ** 3)) * 0.9
}

/** "Bosch" and "Bosch Rexroth", "Siemens Energy" and "Siemens Mobility": they begin with a word that is theirs. */
function shareTellingStart(a: string[], b: string[]): boolean {
  const differs = a.findIndex((word, index) => word !== b[index])
  return a.slice(0, differs < 0 ? a.length : differs).some(isTelling)
}
