import type { OwnCard } from "@/lib/round/queries-roster"

type Words =
  | `booking.roles.${OwnCard["suggested"]["role"]}`
  | `cards.lineParts.${NonNullable<OwnCard["suggested"]["industry"]>}`
  | `cards.sizes.${NonNullable<OwnCard["suggested"]["sizeBand"]>}`

/** "Managing director, manufacturing, 250–999 employees", as far as it is known. */
export function sayLine(t: (key: Words) => string, { role, industry, sizeBand }: OwnCard["suggested"]): string {
  const parts = [
    t(`booking.roles.${role}`),
    industry && t(`cards.lineParts.${industry}`),
    sizeBand && t(`cards.sizes.${sizeBand}`),
  ]
  return parts.filter(Boolean).join(", ")
}
