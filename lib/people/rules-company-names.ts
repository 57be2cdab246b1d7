import { normaliseCompany } from "./rules-companies"

export const fitsDomain = (name: string, domain: string): boolean =>
  domain.split(".")[0]!.replaceAll("-", "").includes(normaliseCompany(name).split(" ")[0]!)
export const areOneName = (a: string, b: string) => normaliseCompany(a) === normaliseCompany(b)
