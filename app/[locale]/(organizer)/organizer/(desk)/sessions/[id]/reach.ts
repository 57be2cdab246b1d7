import type { SessionPerson } from "@/lib/bookings/queries"

/** Whom a change of the session reaches by mail: people with a seat or a request for one, and those who booked for them. */
export function reachOf(people: SessionPerson[]): { people: number; bookers: number } {
  const told = people.filter(({ state }) => state === "confirmed" || state === "requested")
  return { people: told.length, bookers: told.filter(({ booker }) => booker).length }
}
