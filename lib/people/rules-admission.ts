import type { GuestInput, ParticipantRole, SubstituteInput } from "./schema"

/** Whom a format admits, which everybody may know. */
export type Admission = {
  round: "open" | "closed"
  /** Nobody named is everybody. */
  roles: ParticipantRole[]
}

export type AdmissionRefusal = "role_not_admitted" | "industry_needed" | "size_band_needed" | "no_sales_needed"

/** The field in which each of them is to be mended. */
export const admissionFields: Record<AdmissionRefusal, string> = {
  role_not_admitted: "participant.role",
  industry_needed: "participant.industry",
  size_band_needed: "participant.sizeBand",
  no_sales_needed: "noSales",
}
export const isAdmissionRefusal = (reason: string): reason is AdmissionRefusal => Object.hasOwn(admissionFields, reason)

/** Whether somebody of this role may take part. */
export const isAdmitted = (role: ParticipantRole, { roles }: Pick<Admission, "roles">): boolean =>
  roles.length === 0 || roles.includes(role)

/** What stands against somebody by the public rules of a format alone, whoever else is there; null for nothing. */
export function admissionFault(
  { role, industry, sizeBand }: SubstituteInput,
  admission: Admission,
): Exclude<AdmissionRefusal, "no_sales_needed"> | null {
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
