import { type Actor, recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import { timesOf, told } from "@/lib/sessions/rules"
import { markFilled, markGuaranteed } from "./mark-milestones"
import type { Revision } from "./schema"

/**
 * Makes a locked session, for which nothing speaks against it, what a revision says of it; its people keep their seats
 * and are told once. A minimum above a new capacity follows it down. `changeId` names the plan that holds a sentence to
 * them.
 */
export async function reviseLocked(
  tx: Tx,
  session: LockedSession,
  revision: Revision,
  by: { actor: Actor; now: Date; changeId?: string },
): Promise<void> {
  const { capacity, ...wished } = revision
  const { localStart = session.localStart, timeZone = session.timeZone, ...details } = wished
  const after = timesOf(session, { localStart, timeZone })
  const moved = revision.localStart !== undefined || revision.timeZone !== undefined
  const minimum = Math.min(details.minimum ?? session.minimum, capacity ?? session.capacity)
  await tx.groupSession.update({
    where: { id: session.id },
    data: { ...revision, ...(moved && after), minimum, revision: { increment: 1 } },
    select: { id: true },
  })

  if (minimum < session.minimum) await markGuaranteed(tx, { ...session, minimum }, by.now)

  const about = { actor: by.actor, sessionId: session.id, at: by.now }
  const plan = by.changeId ? { changeId: by.changeId } : {}
  const before = pick(session, details)
  if (moved) {
    await answerBefore(tx, session.id, after.startsAt)
    // With what else people are told of, so that they are told in one mail.
    const detail = {
      before: { ...told(session), ...before },
      after: { ...told({ ...after, timeZone }), ...details },
      ...plan,
    }
    await recordActivity(tx, "session.moved", { ...about, detail })
  } else if (Object.keys(details).length > 0) {
    await recordActivity(tx, "session.edited", { ...about, detail: { before, after: details, ...plan } })
  }
  if (capacity === undefined) return
  // A minimum that would be above the capacity goes down with it.
  const detail =
    details.minimum === undefined && minimum < session.minimum
      ? { before: { capacity: session.capacity, minimum: session.minimum }, after: { capacity, minimum } }
      : { before: session.capacity, after: capacity }
  await recordActivity(tx, "session.capacity_changed", { ...about, detail })
  if (capacity < session.capacity) await markFilled(tx, { id: session.id, capacity }, by.now)
}

const pick = (session: LockedSession, { language, placeText, minimum, hostId }: Revision) => ({
  ...(language !== undefined && { language: session.language }),
  ...(placeText !== undefined && { placeText: session.placeText }),
  ...(minimum !== undefined && { minimum: session.minimum }),
  ...(hostId !== undefined && { hostId: session.hostId }),
})

/**
 * Everything that is still to be answered about a session is answered by its start: requests for it, substitutes for its
 * seats, and moves out of it, whose answer must come while there is a seat to keep.
 */
async function answerBefore(tx: Tx, groupSessionId: string, startsAt: Date): Promise<void> {
  const late = { state: "requested", decideAt: { gt: startsAt } } as const
  const data = { decideAt: startsAt }
  const here = { OR: [{ groupSessionId }, { replaces: { groupSessionId, state: "confirmed" as const } }] }
  await tx.seat.updateMany({ where: { ...late, ...here }, data })
  await tx.substitution.updateMany({ where: { ...late, seat: { groupSessionId } }, data })
}
