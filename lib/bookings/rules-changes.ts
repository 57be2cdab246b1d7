import { type Refusal, refuse } from "@/lib/errors"
import { isOpen, type LockedSession, whilePaused } from "@/lib/sessions/lock-sessions"
import { timesOf } from "@/lib/sessions/rules"
import { followMove } from "@/lib/sessions/rules-series"
import type { SeriesRule } from "@/lib/sessions/schema-series"
import { existsLocally } from "@/lib/time-zone"
import type { FollowingEdit, Revision, SessionChange } from "./schema"

/** What a change is judged by, of a locked session or of one that is looked at. */
export type Changeable = Required<Revision> &
  Pick<LockedSession, "id" | "status" | "startsAt" | "endsAt" | "pausedUntil">

export type ChangeRefusal =
  | Refusal<"session_closed" | "local_time" | "in_the_past" | "below_minimum">
  | (Refusal<"below_taken"> & { taken: number })

/** What a change says of a session that is not so already. */
export function revisionOf(session: Changeable, change: Exclude<SessionChange, { kind: "cancel" }>): Revision {
  const { kind: _, ...fields } = change
  return differing(session, fields)
}

const differing = (session: Changeable, fields: Revision): Revision =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== undefined && session[name as keyof Revision] !== value),
  )

/**
 * What speaks against a change now. A draft can be changed whenever it is; everything else while people can book it.
 * `taken` counts the seats that are, holds that have not run out among them.
 */
export function obstacleTo(session: Changeable, change: SessionChange, taken: number, now: Date): ChangeRefusal | null {
  const draft = session.status === "draft" && change.kind !== "cancel"
  if (!draft && !isOpen(session, now)) return refuse("session_closed")
  if (change.kind === "cancel") return null
  const { localStart, timeZone, capacity, minimum } = revisionOf(session, change)
  if (capacity !== undefined && capacity < taken) return { ...refuse("below_taken"), taken }
  if (minimum !== undefined && minimum > (capacity ?? session.capacity)) return refuse("below_minimum")
  if (localStart === undefined && timeZone === undefined) return null
  const there = { localStart: localStart ?? session.localStart, timeZone: timeZone ?? session.timeZone }
  if (!existsLocally(there.localStart, there.timeZone)) return refuse("local_time")
  return timesOf(session, there).startsAt <= now ? refuse("in_the_past") : null
}

/** What an edit of the first means for one of the dates; null where it is so already. */
export type FollowingPart<Session extends Changeable> = {
  session: Session
  change: Exclude<SessionChange, { kind: "cancel" }> | null
  /** Why this one cannot follow. */
  obstacle: ChangeRefusal | Refusal<"session_paused"> | null
}

/**
 * What an edit of a session of a series means for it and those after it. What it changes of the first is changed of all;
 * where it says what the first says already, each keeps its own. When the first is moved, the others go as far
 * (`followMove`).
 */
export function followingParts<Session extends Changeable>(
  sessions: Session[],
  first: Session,
  { localStart, ...details }: FollowingEdit,
  { rule, takenIn, now }: { rule: SeriesRule; takenIn: (session: Session) => number; now: Date },
): FollowingPart<Session>[] {
  const changed = differing(first, details)
  return sessions.map((session) => {
    const start = localStart && followMove(session.localStart, { from: first.localStart, to: localStart }, rule)
    const change = named(session, differing(session, { ...changed, localStart: start }))
    const closed = session.status !== "draft" && !isOpen(session, now) ? refuse("session_closed" as const) : null
    const obstacle = closed ?? whilePaused(session) ?? (change && obstacleTo(session, change, takenIn(session), now))
    return { session, change, obstacle }
  })
}

/** A revision by the name of what it does. */
function named({ timeZone }: Changeable, revision: Revision): FollowingPart<Changeable>["change"] {
  const { localStart, capacity, ...others } = revision
  if (Object.keys(revision).length === 0) return null
  if (Object.keys(others).length > 0 || (localStart !== undefined && capacity !== undefined))
    return { kind: "edit", ...revision }
  if (localStart !== undefined) return { kind: "move", localStart, timeZone }
  return capacity === undefined ? null : { kind: "capacity", capacity }
}
