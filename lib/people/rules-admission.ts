import { companyDomain, isSameCompany } from "./rules-companies"
import { compareCompanies } from "./rules-company-likeness"
import type { GuestInput, ParticipantRole, SubstituteInput } from "./schema"

/** What the rules ask of a person: the role, and in a closed round what the company is. */
type Asked = Pick<SubstituteInput, "role" | "industry" | "sizeBand">

/** Whom a format admits, which everybody may know. */
export type Admission = {
  round: "open" | "closed"
  /** Nobody named is everybody. */
  roles: ParticipantRole[]
}

/** What the public rules of a format may have against a person. */
export type PersonRefusal = "role_not_admitted" | "industry_needed" | "size_band_needed"
export type AdmissionRefusal = PersonRefusal | "no_sales_needed"

const fields: Record<AdmissionRefusal, string> = {
  role_not_admitted: "participant.role",
  industry_needed: "participant.industry",
  size_band_needed: "participant.sizeBand",
  no_sales_needed: "noSales",
}
/** The field in which such a refusal is to be mended; undefined for any other. */
export const admissionField = (reason: string): string | undefined =>
  Object.hasOwn(fields, reason) ? fields[reason as AdmissionRefusal] : undefined

/** Whether somebody of this role may take part. */
export const isAdmitted = (role: ParticipantRole, { roles }: Pick<Admission, "roles">): boolean =>
  roles.length === 0 || roles.includes(role)

/**
 * What stands against a guest by the public rules of a format alone, whoever else is there; null for nothing.
 * @param noSalesVersion which text "no sales in the room" they agree to
 */
export function guestFault(
  guest: Asked,
  noSalesVersion: string | undefined,
  admission: Admission,
): AdmissionRefusal | null {
  return personFault(guest, admission) ?? (admission.round === "closed" && !noSalesVersion ? "no_sales_needed" : null)
}

/** The same of a substitute. A colleague comes from the company that has said already what a closed round asks of it. */
export const substituteFault = (
  holder: Employed,
  substitute: SubstituteInput,
  admission: Admission,
): PersonRefusal | null =>
  personFault(substitute, isColleague(holder, substitute, admission) ? { ...admission, round: "open" } : admission)

function personFault({ role, industry, sizeBand }: Asked, admission: Admission): PersonRefusal | null {
  if (!isAdmitted(role, admission)) return "role_not_admitted"
  if (admission.round === "open") return null
  if (!industry) return "industry_needed"
  return sizeBand ? null : "size_band_needed"
}

/**
 * Whether a substitute is a colleague, who takes a seat over at once. A mail domain may be of several companies (an agency
 * books for many, ministries share one), so in a closed round both names have to be surely of the one that it proves.
 */
export function isColleague(holder: Employed, substitute: Employed, { round }: Pick<Admission, "round">): boolean {
  if (!isSameCompany(holder.email, substitute.email)) return false
  return round === "open" || compareCompanies(asCompany(holder), asCompany(substitute)).sure
}

type Employed = { email: string; company: string }

const asCompany = ({ email, company }: Employed) => ({ name: company, domain: companyDomain(email) })

/** Somebody without what an open round does not ask for, so that nobody keeps it. */
export function withoutUnasked(guest: GuestInput, round: Admission["round"]): GuestInput {
  if (round === "closed") return guest
  const { industry: _, sizeBand: __, conflictWishes: ___, ...asked } = guest
  return asked
}
