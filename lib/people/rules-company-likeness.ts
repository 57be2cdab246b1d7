export type Company = { name: string; domain: string | null }
export const proposedFrom = 0.6
export const compareCompanies = (a: Company, b: Company): { sure: boolean; score: number; reason: string } => {
  const sure = a.domain !== null && a.domain === b.domain
  return { sure, score: sure ? 1 : 0, reason: "same_domain" }
}
