import type { Actor } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import { cancelLocked } from "./cancel-session"
import { reviseLocked } from "./revise-session"
import { type ChangeRefusal, obstacleTo, revisionOf } from "./rules-changes"
import type { SessionChange } from "./schema"
import { countTaken } from "./take-seat"

/** What speaks against a change of a locked session now; the same before it is planned and before it is carried out. */
export const findObstacle = async (
  tx: Tx,
  session: LockedSession,
  change: SessionChange,
  now: Date,
): Promise<ChangeRefusal | null> => obstacleTo(session, change, await countTaken(tx, session, now), now)

/** Does it. The activities it records tell of it, and what follows from that follows. */
export const applyChange = async (
  tx: Tx,
  session: LockedSession,
  change: SessionChange,
  by: { actor: Actor; now: Date; message: string | null; changeId?: string },
): Promise<void> =>
  change.kind === "cancel"
    ? cancelLocked(tx, session, by.message, by)
    : reviseLocked(tx, session, revisionOf(session, change), by)

/** How far a change reaches: nowhere, into the organizer's own papers, or to people with a seat or a hold. */
export async function reachOfChange(
  tx: Tx,
  session: LockedSession,
  change: SessionChange,
  now: Date,
): Promise<"nowhere" | "nobody" | "people"> {
  // Who hosts is not said to anybody; all else is what people have booked.
  const { hostId, ...promised } = change.kind === "cancel" ? { hostId: undefined } : revisionOf(session, change)
  const reaches = change.kind === "cancel" ? session.status !== "cancelled" : Object.keys(promised).length > 0
  if (!reaches) return hostId === undefined ? "nowhere" : "nobody"
  return session.status !== "draft" && (await countTaken(tx, session, now)) > 0 ? "people" : "nobody"
}
