import type { Locale } from "next-intl"
import { listSessionPeople, type SessionPerson } from "@/lib/bookings/queries"
import { sessionScope, type Viewer } from "@/lib/people/policy"

/** Who has a confirmed seat, by family name. */
export async function listConfirmed(sessionId: string, viewer: Viewer, locale: Locale): Promise<SessionPerson[]> {
  const people = await listSessionPeople(sessionId, sessionScope(viewer))
  return people
    .filter(({ state }) => state === "confirmed")
    .sort((a, b) => a.participant.familyName.localeCompare(b.participant.familyName, locale))
}
