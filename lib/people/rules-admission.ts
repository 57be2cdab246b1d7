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
export function substituteFault(
  substitute: SubstituteInput,
  { isColleague }: { isColleague: boolean },
  admission: Admission,
): PersonRefusal | null {
  return personFault(substitute, isColleague ? { ...admission, round: "open" } : admission)
}

function personFault({ role, industry, sizeBand }: Asked, admission: Admission): PersonRefusal | null {
  if (!isAdmitted(role, admission)) return "role_not_admitted"
  if (admission.round === "open") return null
  if (!industry) return "industry_needed"
  return sizeBand ? null : "size_band_needed"
}

/** Somebody without what an open round does not ask for, so that nobody keeps it. */
export function withoutUnasked(guest: GuestInput, round: Admission["round"]): GuestInput {
  if (round === "closed") return guest
  const { industry: _, sizeBand: __, conflictWishes: ___, ...asked } = guest
  return asked
}
