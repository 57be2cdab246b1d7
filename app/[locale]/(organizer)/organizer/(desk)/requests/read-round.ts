import { listSessionPeople, type SessionPerson } from "@/lib/bookings/queries"
import type { Claim } from "@/lib/bookings/rules-collisions"
import { fullName } from "@/lib/people/rules"
import { readComposition } from "@/lib/round/queries-composition"
import type { DeskSession } from "@/lib/sessions/queries"

/** The composition of a session with its people: who stands behind a claim, and how they are called. */
export async function readRound(session: DeskSession, now: Date) {
  const [people, composition] = await Promise.all([listSessionPeople(session.id), readComposition(session, now)])
  const byClaim = new Map<string, SessionPerson>()
  for (const person of people) {
    byClaim.set(person.seatId, person)
    if (person.substitution) byClaim.set(person.substitution.id, person)
  }
  const personOf = ({ id }: Claim) => byClaim.get(id)
  const name = (claim: Claim): string => {
    const person = personOf(claim)
    const who = claim.kind === "substitution" ? person?.substitution?.participant : person?.participant
    return who ? fullName(who) : claim.company.name
  }
  return { ...composition, personOf, name }
}
