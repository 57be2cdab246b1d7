import { now as presentTime } from "@/lib/clock"
import { type LinkOf, listSessionsOfLink } from "@/lib/sessions/meeting-links"
import { type ChangeImpact, previewChanges } from "./preview-change"

/** Looks ahead at another address of a meeting: who sees it in their booking at once. No mail tells of it. */
export async function previewLink(of: LinkOf, now = presentTime()): Promise<ChangeImpact> {
  const sessions = await listSessionsOfLink(of, now)
  const impact = await previewChanges(
    sessions.map((sessionId) => ({ sessionId, change: null })),
    now,
  )
  return { ...impact, people: impact.people.filter(({ state }) => state === "confirmed") }
}
