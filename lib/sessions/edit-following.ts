import { type By, recordActivity } from "@/lib/activity"
import { StaleReadError, transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen, type LockedSession, lockSessions } from "./lock-sessions"
import { isThere, moveRefusal, timesOf } from "./move-group-session"
import type { GroupSessionInput } from "./schema"

/** For every date the details; time of day and size for drafts only, since nobody has been promised those yet. */
export type FollowingEdit = Partial<
  Pick<GroupSessionInput, "language" | "placeText" | "minimum" | "hostId" | "capacity"> & { localTime: string }
>

type Edited = { ids: string[] }
type EditFollowingRefusal =
  "not_found" | "session_closed" | "stale_revision" | "below_minimum" | "local_time" | "in_the_past"

/**
 * Edits this session of a series and those after it, all or none. What the edit changes of this one is changed of all;
 * where it says what this one says already, each keeps its own. Dates that are over or off are passed by.
 *
 * `revisions` are those that were looked at: when one of them was edited meanwhile, or a date came or went, it is
 * `stale_revision` and nothing is overwritten.
 */
export async function editFollowing(
  input: { sessionId: string; revisions: Record<string, number>; edit: FollowingEdit },
  by: By,
): Promise<Outcome<Edited, EditFollowingRefusal>> {
  return transaction(async (tx, now): Promise<Outcome<Edited, EditFollowingRefusal>> => {
    const ids = await followingIds(tx, input.sessionId)
    const locked = await lockSessions(tx, ids)
    // Moved or deleted between reading and locking.
    if (String(await followingIds(tx, input.sessionId)) !== String(ids)) throw new StaleReadError()
    const first = locked.find(({ id }) => id === input.sessionId)
    if (!first) return refuse("not_found")
    const sessions = locked.filter((session) => isDraft(session) || isOpen(session, now))
    if (!sessions.includes(first)) return refuse("session_closed")
    const seen = (session: LockedSession) => input.revisions[session.id] === session.revision
    if (!sessions.every(seen) || Object.keys(input.revisions).length !== sessions.length)
      return refuse("stale_revision")

    const change = changed(input.edit, { ...detailsOf(first), localTime: first.localStart.slice(11) })
    // All are asked before the first is written: a refusal is a value and takes nothing back.
    const fittings = sessions.map((session) => ({ session, fitting: fitTo(session, change, now) }))
    for (const { fitting } of fittings) if (!fitting.ok) return fitting
    for (const { session, fitting } of fittings) {
      const { fields, times } = fitting as Extract<Fitting, { ok: true }>
      if (Object.keys(fields).length === 0) continue
      await tx.groupSession.update({
        where: { id: session.id },
        data: { ...fields, ...times, revision: { increment: 1 } },
        select: { id: true },
      })
      const before = { ...detailsOf(session), localStart: session.localStart }
      const detail = { before, after: { ...before, ...fields } }
      await recordActivity(tx, "session.edited", { actor: by.actor, sessionId: session.id, detail, at: now })
    }
    return { ok: true, ids: sessions.map(({ id }) => id) }
  }, by)
}

/** This session and those of its series that begin later, whatever their state. */
async function followingIds(tx: Tx, sessionId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM group_sessions f JOIN group_sessions s ON s.series_id = f.series_id AND s.starts_at >= f.starts_at
     WHERE f.id = ${sessionId}::uuid ORDER BY s.id`
  return rows.map(({ id }) => id)
}

const isDraft = ({ status }: LockedSession) => status === "draft"

const detailsOf = ({ language, placeText, minimum, hostId, capacity }: LockedSession) => ({
  ...{ language, placeText, minimum, hostId, capacity },
})

/** What an edit says that is not so already. */
const changed = (edit: FollowingEdit, saved: object): FollowingEdit =>
  Object.fromEntries(Object.entries(edit).filter(([name, value]) => (saved as Record<string, unknown>)[name] !== value))

/** What an edit comes to for one session, or why it cannot be. */
function fitTo(session: LockedSession, { localTime, capacity, ...details }: FollowingEdit, now: Date): Fitting {
  const size = isDraft(session) && capacity !== undefined ? { capacity } : {}
  const fields = { ...details, ...size }
  if ((fields.minimum ?? session.minimum) > (size.capacity ?? session.capacity)) return refuse("below_minimum")
  const move = { localStart: `${session.localStart.slice(0, 10)}T${localTime}`, timeZone: session.timeZone }
  if (!isDraft(session) || localTime === undefined || isThere(session, move)) return { ok: true, fields }
  const refused = moveRefusal(session, move, now)
  return refused ?? { ok: true, fields: { ...fields, localStart: move.localStart }, times: timesOf(session, move) }
}

type Fields = Omit<FollowingEdit, "localTime"> & { localStart?: string }
type Fitting = Outcome<
  { fields: Fields; times?: { startsAt: Date; endsAt: Date } },
  "session_closed" | "below_minimum" | "local_time" | "in_the_past"
>
