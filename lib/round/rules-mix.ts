import type { Industry, SizeBand } from "@/prisma/generated/enums"

/** What somebody has said of their company; null where they have not, as who was added by hand. */
export type Facts = { industry: Industry | null; sizeBand: SizeBand | null }

/** What a request would add to those who sit there: an industry or a size that nobody has brought yet. */
export const gainOf = ({ industry, sizeBand }: Facts, seated: Facts[]): Facts => ({
  industry: industry && seated.every((other) => other.industry !== industry) ? industry : null,
  sizeBand: sizeBand && seated.every((other) => other.sizeBand !== sizeBand) ? sizeBand : null,
})

/** What a round lacks to be a good mix. */
export type Lack =
  | { kind: "people"; missing: number }
  /** More than half of those who sit there are of one industry, or all of one size. */
  | { kind: "one_industry"; industry: Industry }
  | { kind: "one_size"; sizeBand: SizeBand }
  /** So many have not said what they are. */
  | { kind: "unknown"; people: number }

/** What is missing for a good mix, the most important first. Of fewer than three nothing can be said but their number. */
export function lacksOf(seated: Facts[], minimum: number): Lack[] {
  const lacks: Lack[] = seated.length < minimum ? [{ kind: "people", missing: minimum - seated.length }] : []
  const told = seated.filter(({ industry, sizeBand }) => industry !== null && sizeBand !== null)
  const unknown = seated.length - told.length
  if (told.length >= 3) {
    const industry = most(told.map(({ industry }) => industry))
    if (industry && industry.count * 2 > told.length) lacks.push({ kind: "one_industry", industry: industry.value })
    const size = most(told.map(({ sizeBand }) => sizeBand))
    if (size?.count === told.length) lacks.push({ kind: "one_size", sizeBand: size.value })
  }
  if (unknown > 0) lacks.push({ kind: "unknown", people: unknown })
  return lacks
}

function most<Value>(values: (Value | null)[]): { value: Value; count: number } | undefined {
  const counted = values.flatMap((value) =>
    value === null ? [] : { value, count: values.filter((other) => other === value).length },
  )
  return counted.sort((a, b) => b.count - a.count)[0]
}
