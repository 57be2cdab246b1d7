import { type Claim, isOneCompany } from "@/lib/bookings/rules-collisions"
import { compareCompanies, type CompanyReason, proposedFrom } from "@/lib/people/rules-company-likeness"

/** How much two companies look like one, and what speaks for it most. */
type Likeness = { score: number; reason: CompanyReason }

/** What the organizer may want to look at before a request is answered. A hint changes nothing by itself. */
export type Hint =
  /** Somebody in the room may be of the same company. */
  | ({ kind: "alike"; with: Claim } & Likeness)
  /** Nobody can say by itself which company it is; it may be this one. */
  | ({ kind: "known"; company: { id: string; name: string } } & Likeness)
  /** One of the two does not want to sit with the other: whose wish it is, and what was written. */
  | ({ kind: "wish"; of: "asking" | "other"; with: Claim; named: string } & Likeness)
  /** People of one mail domain name different companies from one booking to the next: somebody may be looking who is there. */
  | { kind: "varying_wishes" }
  /** They have seen a round of this format before and left it: somebody may be looking for the right people. */
  | { kind: "left_round" }

/** What hints are looked for in. */
export type HintFacts = {
  /** With whom somebody does not want to sit, by booking. */
  wishes: ReadonlyMap<string, string[]>
  /** Bookings whose mail domain has named others before. */
  varying: ReadonlySet<string>
  /** Bookings whose person has left a round of this format after having seen it. */
  left: ReadonlySet<string>
  /** The companies that are known, once for each of their domains. */
  known: { id: string; name: string; domain: string | null }[]
}

const mostKnown = 3

/** The hints about one claim among everybody in the room, the likeliest first; what is sure is a collision and not here. */
export function hintsOf(claim: Claim, room: Claim[], { wishes, varying, left, known }: HintFacts): Hint[] {
  const others = room.filter(({ bookingId }) => bookingId !== claim.bookingId)
  const wished = (of: "asking" | "other", other: Claim): Hint[] => {
    const [whose, about] = of === "asking" ? [claim, other] : [other, claim]
    return likeliest(
      (wishes.get(whose.bookingId) ?? []).map((named) => ({
        ...{ kind: "wish" as const, of, with: other, named },
        ...compareCompanies({ name: named, domain: null }, about.company),
      })),
    ).slice(0, 1)
  }
  const alike = likeliest(
    others
      .filter((other) => !isOneCompany(claim.company, other.company))
      .map((other) => ({
        ...{ kind: "alike" as const, with: other },
        ...compareCompanies(claim.company, other.company),
      })),
  )
  return [
    ...others.flatMap((other) => [...wished("asking", other), ...wished("other", other)]),
    ...alike,
    ...(claim.company.doubt ? knownLike(claim, known) : []),
    ...(varying.has(claim.bookingId) ? [{ kind: "varying_wishes" as const }] : []),
    ...(claim.kind !== "substitution" && left.has(claim.bookingId) ? [{ kind: "left_round" as const }] : []),
  ]
}

/** The known companies that one in doubt may be, each once. */
export function knownLike({ company }: Pick<Claim, "company">, known: HintFacts["known"]) {
  const found = likeliest(
    known.map(({ domain, ...each }) => ({
      ...{ kind: "known" as const, company: { id: each.id, name: each.name } },
      ...compareCompanies(company, { name: each.name, domain }),
    })),
  )
  return found
    .filter((hint, at) => found.findIndex((other) => other.company.id === hint.company.id) === at)
    .slice(0, mostKnown)
}

const likeliest = <Found extends Likeness & { sure?: boolean }>(found: Found[]): Omit<Found, "sure">[] =>
  found
    .filter(({ score }) => score >= proposedFrom)
    .sort((a, b) => b.score - a.score)
    .map(({ sure: _, ...hint }) => hint)

/** Whose wishes differ from those of another booking of the same mail domain. */
export function varyingWishes(lists: { bookingId: string; host: string; wishes: string[] }[]): Set<string> {
  const said = ({ wishes }: { wishes: string[] }) =>
    wishes
      .map((wish) => wish.toLowerCase())
      .sort()
      .join("\n")
  return new Set(
    lists
      .filter((one) => lists.some((other) => other.host === one.host && said(other) !== said(one)))
      .map(({ bookingId }) => bookingId),
  )
}
