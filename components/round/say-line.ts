import type { OwnCard } from "@/lib/round/queries-roster"

type Words =
  | `booking.roles.${OwnCard["suggested"]["role"]}`
  | `booking.industries.${NonNullable<OwnCard["suggested"]["industry"]>}`
  | `booking.sizeBands.${NonNullable<OwnCard["suggested"]["sizeBand"]>}`

/** "Managing director, manufacturing, 250–999 employees", as far as it is known. */
export function sayLine(t: (key: Words) => string, { role, industry, sizeBand }: OwnCard["suggested"]): string {
  const parts = [
    t(`booking.roles.${role}`),
    industry && t(`booking.industries.${industry}`),
    sizeBand && t(`booking.sizeBands.${sizeBand}`),
  ]
  return parts.filter(Boolean).join(", ")
}
