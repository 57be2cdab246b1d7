import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "./lock-sessions"
import { listSessionsOfLink, putMeetingLink } from "./meeting-links"

type LinkInput = {
  sessionId: string
  /** The address the change was made on, null for none. */
  shown: string | null
  /** Null goes back to the format's. */
  url: string | null
  /** By somebody who has seen whom it concerns. */
  confirmed?: boolean
}

/**
 * Sets where one session meets, if elsewhere than its format does. It holds at once and nobody is told: the address
 * stands in the booking of whoever has a confirmed seat, and always the present one. The log says that it was changed
 * and not to what. For ten minutes `restoreMeetingLink` brings the former one back.
 *
 * Refuses when somebody has changed it since (`stale_revision`), and what people see without having been `confirmed`
 * (`touches_people`). What is there already succeeds without effect.
 */
export async function saveMeetingLink(
  { sessionId, shown, url, confirmed = false }: LinkInput,
  by: By,
): Promise<Outcome<object, "not_found" | "stale_revision" | "touches_people">> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [sessionId])
    if (!session) return refuse("not_found")
    const of = { groupSessionId: sessionId }
    const present = (await tx.meetingLink.findUnique({ where: of }))?.url ?? null
    if (present === url) return { ok: true }
    if (present !== shown) return refuse("stale_revision")
    if (!confirmed && (await listSessionsOfLink(of, now, tx)).length > 0) return refuse("touches_people")
    await putMeetingLink(tx, of, url, now)
    await recordActivity(tx, "session.link_changed", { actor: by.actor, sessionId, at: now })
    return { ok: true }
  }, by)
}
