import type { Actor } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { editLocked, editRefusal } from "@/lib/sessions/edit-group-session"
import { isOpen, type LockedSession } from "@/lib/sessions/lock-sessions"
import { isThere, moveLocked, moveRefusal } from "@/lib/sessions/move-group-session"
import { cancelLocked } from "./cancel-group-session"
import { capacityRefusal, changeCapacityLocked } from "./change-capacity"
import type { SessionChange } from "./schema"
import { countTaken } from "./take-seat"

export type ChangeRefusal =
  | Refusal<"session_closed" | "local_time" | "in_the_past" | "below_minimum">
  | (Refusal<"below_taken"> & { taken: number })

/** What speaks against a change of a locked session now; the same before it is planned and before it is carried out. */
export async function findObstacle(
  tx: Tx,
  session: LockedSession,
  change: SessionChange,
  now: Date,
): Promise<ChangeRefusal | null> {
  switch (change.kind) {
    case "move":
      return moveRefusal(session, change, now)
    case "cancel":
      return isOpen(session, now) ? null : refuse("session_closed")
    case "capacity":
      return capacityRefusal(session, change.capacity, await countTaken(tx, session, now), now)
    case "edit":
      return editRefusal(session, change, now)
  }
}

/** Does it. The verb's own activity tells of it, and what follows from that follows. */
export async function applyChange(
  tx: Tx,
  session: LockedSession,
  change: SessionChange,
  by: { actor: Actor; now: Date; message: string | null; changeId?: string },
): Promise<void> {
  switch (change.kind) {
    case "move":
      return moveLocked(tx, session, { localStart: change.localStart, timeZone: change.timeZone }, by)
    case "cancel":
      return cancelLocked(tx, session, by.message, by)
    case "capacity":
      return changeCapacityLocked(tx, session, change.capacity, by)
    case "edit": {
      const { kind: _, ...edit } = change
      return editLocked(tx, session, edit, by)
    }
  }
}

/** How far a change reaches: nowhere, into the organizer's own papers, or to people with a seat or a hold. */
export async function reachOfChange(
  tx: Tx,
  session: LockedSession,
  change: SessionChange,
  now: Date,
): Promise<"nowhere" | "nobody" | "people"> {
  if (!differs(session, change)) return "nowhere"
  if (change.kind === "edit" && !changesPromise(session, change)) return "nobody"
  return session.status !== "draft" && (await countTaken(tx, session, now)) > 0 ? "people" : "nobody"
}

function differs(session: LockedSession, change: SessionChange): boolean {
  if (change.kind === "move") return !isThere(session, change)
  if (change.kind === "cancel") return session.status !== "cancelled"
  if (change.kind === "capacity") return change.capacity !== session.capacity
  return session.hostId !== change.hostId || changesPromise(session, change)
}

/** Language, place and how many it takes are what people have booked; who hosts is not said to anybody. */
const changesPromise = (session: LockedSession, edit: SessionChange & { kind: "edit" }): boolean =>
  session.language !== edit.language || session.placeText !== edit.placeText || session.minimum !== edit.minimum
