import { companyDomain } from "./rules-companies"
import { areOneName, fitsDomain, normaliseCompany } from "./rules-company-names"

/** A company as it is known. */
export type KnownCompany = { id: string; groupId: string; name: string }

/** What somebody says of where they come from, and what of it is proved. */
export type CompanyClaim = {
  email: string
  companyName: string
  /** Whether a mailbox of the address's domain was proved for it. */
  proven: boolean
  /** Which company it is, where that is settled. */
  settled: KnownCompany | null
}

/** Why nobody can say by itself which company it is. */
export type Doubt = "free_mail" | "mailbox_not_proved" | "name_unlike_domain"

export type Recognised = {
  name: string
  companyId: string | null
  groupId: string | null
  /** The domain that proves it; null where nothing does. */
  domain: string | null
  doubt: Doubt | null
}

/**
 * Which company somebody comes from: the one that is settled, or the one their proved mail domain belongs to. A name
 * proves nothing: in doubt no company is recognised, whoever else is in the room, so that nobody learns anything by typing
 * one (docs/decisions/0042).
 */
export function recognise(claim: CompanyClaim, known: ReadonlyMap<string, KnownCompany>): Recognised {
  const { email, companyName, proven, settled } = claim
  if (settled) return { name: settled.name, companyId: settled.id, groupId: settled.groupId, domain: null, doubt: null }
  const domain = companyDomain(email)
  const inDoubt = (doubt: Doubt) => ({ name: companyName, companyId: null, groupId: null, domain: null, doubt })
  if (!domain) return inDoubt("free_mail")
  if (!proven) return inDoubt("mailbox_not_proved")
  const company = known.get(domain)
  const fits = fitsDomain(companyName, domain) || (company !== undefined && isCalledAlike(companyName, company.name))
  if (!fits) return inDoubt("name_unlike_domain")
  return {
    ...{ name: company?.name ?? companyName, companyId: company?.id ?? null, groupId: company?.groupId ?? null },
    ...{ domain, doubt: null },
  }
}

const isCalledAlike = (name: string, other: string) => areOneName(normaliseCompany(name), normaliseCompany(other))
