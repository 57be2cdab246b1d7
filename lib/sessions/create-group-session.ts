import { type Actor, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { existsLocally } from "@/lib/time-zone"
import { makeSlug } from "./make-slug"
import { sessionTimes } from "./rules"
import type { GroupSessionInput } from "./schema"

export type CreateRefusal =
  "not_found" | "no_seats" | "in_the_past" | "local_time" | "below_minimum" | "request_id_reused"

/**
 * Creates a draft. Nobody sees it before it is published. Without a place of its own it has the format's.
 *
 * Refuses an unknown format (`not_found`), one that has no seats, a start in the past, a wall clock time that the
 * zone skips (`local_time`), and a capacity below the minimum.
 */
export async function createGroupSession(
  input: GroupSessionInput & { requestId: string },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<{ sessionId: string; slug: string }, CreateRefusal>> {
  const { requestId, ...fields } = input
  return transaction(
    (tx, now) =>
      once(tx, { verb: "create-group-session", requestId, payload: fields, now }, async () => {
        const format = await tx.format.findUnique({ where: { id: fields.formatId } })
        if (!format) return refuse("not_found")
        if (format.kind !== "group") return refuse("no_seats")
        if (fields.capacity < fields.minimum) return refuse("below_minimum")
        if (!existsLocally(fields.localStart, fields.timeZone)) return refuse("local_time")
        const times = sessionTimes(fields.localStart, fields.timeZone, format.lengthMinutes)
        if (times.startsAt <= now) return refuse("in_the_past")
        const placeText = fields.placeText ?? format.placeText
        const session = await tx.groupSession.create({
          data: { ...fields, placeText, ...times, slug: makeSlug(format.slug), createdAt: now },
          select: { id: true, slug: true },
        })
        await recordActivity(tx, "session.created", { actor: by.actor, sessionId: session.id, at: now })
        return { ok: true, sessionId: session.id, slug: session.slug }
      }),
    { now: by.now },
  )
}
