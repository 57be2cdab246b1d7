import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "./lock-sessions"

/**
 * Sets where one session meets, if elsewhere than its format does; null goes back to the format's. Nobody is told:
 * the address stands in the booking of whoever has a confirmed seat, and always the present one. The log says that it
 * was changed and not to what.
 */
export async function saveMeetingLink(
  input: { sessionId: string; url: string | null },
  by: By,
): Promise<Outcome<object, "not_found">> {
  return transaction(async (tx, now) => {
    const { sessionId, url } = input
    const [session] = await lockSessions(tx, [sessionId])
    if (!session) return refuse("not_found")
    const changed = await putMeetingLink(tx, { groupSessionId: sessionId }, url, now)
    if (changed) await recordActivity(tx, "session.link_changed", { actor: by.actor, sessionId, at: now })
    return { ok: true }
  }, by)
}

/** Writes or removes the link of a format or a session. @returns whether that changed anything */
export async function putMeetingLink(
  tx: Tx,
  of: { formatId: string } | { groupSessionId: string },
  url: string | null,
  now: Date,
): Promise<boolean> {
  const before = await tx.meetingLink.findFirst({ where: of })
  if ((before?.url ?? null) === url) return false
  if (url === null) await tx.meetingLink.deleteMany({ where: of })
  else if (before) await tx.meetingLink.update({ where: { id: before.id }, data: { url, updatedAt: now } })
  else await tx.meetingLink.create({ data: { ...of, url, updatedAt: now } })
  return true
}
