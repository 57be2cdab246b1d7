import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { differences } from "@/lib/differences"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import { asAuthor } from "./as-author"
import { lockSessions } from "./lock-sessions"
import { listSessionsOfLink, putMeetingLink } from "./meeting-links"
import type { FormatEdit } from "./schema"

type Edited = { version: number }
type EditRefusal =
  "not_found" | "stale_revision" | "touches_people" | "below_minimum" | "closed_is_reviewed" | "round_in_use"

/**
 * Edits what is offered. It holds for what is booked and created from now on: a session keeps its time and capacity,
 * a booking its terms and price, and every seat names the version it was taken under. The sessions that are not over are
 * locked meanwhile, so that nobody takes a seat at the price of one version and under the number of another.
 *
 * The edit names the revision it was made on (`stale_revision`), as the time of the last change; `below_minimum` when
 * the minimum is above the capacity, `closed_is_reviewed` for a closed round that admits at once. What kind of round it
 * is stays as long as somebody sits, asks or waits in it (`round_in_use`): an open one has not asked them what a closed one
 * counts by, and a closed one has promised them what an open one does not keep. Where its sessions meet holds at once for
 * who has a seat already, so that has to be `confirmed` by somebody who has seen whom it concerns (`touches_people`).
 * @param input `meetingUrl` is where its sessions meet, null to remove it, left out to keep it
 */
export async function editFormat(
  input: { formatId: string; revision: Date; edit: FormatEdit; meetingUrl?: string | null; confirmed?: boolean },
  by: By,
): Promise<Outcome<Edited, EditRefusal>> {
  const { formatId, revision, edit, meetingUrl, confirmed = false } = input
  if (edit.minimum > edit.capacity) return refuse("below_minimum")
  try {
    return await transaction(async (tx, now): Promise<Outcome<Edited, EditRefusal>> => {
      await asAuthor(tx, by.actor)
      await lockSessions(tx, await sessionsNotOver(tx, formatId))
      const before = await tx.format.findUnique({ where: { id: formatId } })
      if (!before) return refuse("not_found")
      if (before.updatedAt.getTime() !== revision.getTime()) return refuse("stale_revision")
      if (meetingUrl !== undefined && !confirmed && (await peopleSeeAnother(tx, formatId, meetingUrl, now)))
        return refuse("touches_people")
      const [edited] = await tx.format.updateManyAndReturn({
        where: { id: formatId, updatedAt: revision },
        // Never the same instant twice, whatever the clock does.
        data: { ...edit, updatedAt: now > revision ? now : new Date(revision.getTime() + 1) },
        select: { version: true },
      })
      if (!edited) return refuse("stale_revision")
      const link = meetingUrl !== undefined && (await putMeetingLink(tx, { formatId }, meetingUrl, now))
      const changed = differences(pick(before, Object.keys(edit)), edit)
      const detail = { formatId, version: edited.version, link, ...changed }
      await recordActivity(tx, "format.edited", { actor: by.actor, detail, at: now })
      return { ok: true, version: edited.version }
    }, by)
  } catch (error) {
    return asRefusal(error, { formats_closed_is_reviewed: "closed_is_reviewed", formats_round_kept: "round_in_use" })
  }
}

async function sessionsNotOver(tx: Tx, formatId: string): Promise<string[]> {
  const open = { formatId, status: { in: ["draft" as const, "published" as const, "guaranteed" as const] } }
  return (await tx.groupSession.findMany({ where: open, select: { id: true } })).map(({ id }) => id)
}

async function peopleSeeAnother(tx: Tx, formatId: string, url: string | null, now: Date): Promise<boolean> {
  const present = await tx.meetingLink.findUnique({ where: { formatId } })
  return (present?.url ?? null) !== url && (await listSessionsOfLink({ formatId }, now, tx)).length > 0
}

const pick = (row: object, names: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))
