import type { Recognised } from "@/lib/people/rules-recognition"
import { compareCompanies } from "@/lib/people/rules-company-likeness"
import type { Decision } from "@/prisma/generated/client"

/** A claim on a seat of a closed round: a confirmed seat, a request, or somebody who is asked for as a substitute. */
export type Claim = {
  /** Of the seat; of a substitution its own. */
  id: string
  bookingId: string
  kind: "confirmed" | "requested" | "substitution"
  decision: Decision | null
  since: Date
  company: Recognised
}

/** What stands against a request, so that it is declined unless the organizer decides otherwise. */
export type Collision =
  | { kind: "company_in_doubt" }
  /** Somebody of the company sits there, or has asked before. */
  | { kind: "same_company"; with: Claim }
  /** The organizer has said that these two do not sit at one table. */
  | { kind: "conflict"; with: Claim }

/** Since when somebody asks who comes after everybody. */
export const lastOfAll = new Date(8.64e15)

/** Two company groups that do not sit at one table. */
export type ConflictPair = { groupId: string; otherId: string }

/**
 * What stands against a claim, in a room with these others. Only what is proved counts, on both sides: of two of one
 * company who ask, the one who asked first has the seat, unless the organizer has decided.
 */
export function collisionsOf(claim: Claim, room: Claim[], conflicts: ConflictPair[]): Collision[] {
  if (claim.company.doubt) return [{ kind: "company_in_doubt" }]
  return room
    .filter((other) => other.bookingId !== claim.bookingId && standsBefore(other, claim))
    .flatMap((other): Collision[] => {
      if (isOneCompany(claim.company, other.company)) return [{ kind: "same_company", with: other }]
      const stands = () => isSettled(other) || collisionsOf(other, room, conflicts).length === 0
      if (areInConflict(claim.company, other.company, conflicts) && stands()) return [{ kind: "conflict", with: other }]
      return []
    })
}

/** Everybody with a claim on a seat of a session, and which companies do not sit at one table. */
export type Room = { claims: Claim[]; conflicts: ConflictPair[] }

/** What stands against each of those who ask for a seat in a room, by the id of the claim. */
export const collisionsIn = ({ claims, conflicts }: Room): [id: string, Collision[]][] =>
  claims.filter(({ kind }) => kind !== "confirmed").map((claim) => [claim.id, collisionsOf(claim, claims, conflicts)])

/** Whether two are of one company, or of one group of companies. */
export const isOneCompany = (one: Recognised, other: Recognised): boolean =>
  (one.groupId !== null && one.groupId === other.groupId) || compareCompanies(one, other).sure

const areInConflict = ({ groupId: one }: Recognised, { groupId: other }: Recognised, conflicts: ConflictPair[]) =>
  conflicts.some(
    ({ groupId, otherId }) => (groupId === one && otherId === other) || (groupId === other && otherId === one),
  )

/** Whether another claim has the seat before this one does. What is going to be declined has not. */
function standsBefore(other: Claim, claim: Claim): boolean {
  if (isSettled(other)) return true
  if (other.decision === "decline" || other.company.doubt) return false
  return +other.since - +claim.since < 0 || (+other.since === +claim.since && other.id < claim.id)
}

/** Whether it has the seat, or will by the organizer's decision. */
export const isSettled = ({ kind, decision }: Claim): boolean => kind === "confirmed" || decision === "confirm"

/** What the organizer is told of a request in one sentence. */
export type Remark =
  | { kind: "company_in_doubt" | "same_company_confirmed" | "conflict" }
  /** So many of one company ask, this one included. */
  | { kind: "same_company"; people: number }

/** In a word, what is to be decided about a request (its id), from what stands against all of them; null where nothing is. */
export function remarkOf(id: string, collisions: ReadonlyMap<string, Collision[]>): Remark | null {
  const own = collisions.get(id) ?? []
  if (own.some(({ kind }) => kind === "company_in_doubt")) return { kind: "company_in_doubt" }
  const colleagues = own.flatMap((each) => (each.kind === "same_company" ? each.with : []))
  if (colleagues.some(({ kind }) => kind === "confirmed")) return { kind: "same_company_confirmed" }
  // Whoever asked first collides with nobody, and is one of them.
  const later = [...collisions.values()].flat().filter((each) => each.kind === "same_company" && each.with.id === id)
  if (colleagues.length + later.length > 0)
    return { kind: "same_company", people: 1 + colleagues.length + later.length }
  return own.length > 0 ? { kind: "conflict" } : null
}
