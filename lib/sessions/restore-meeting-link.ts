import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "./lock-sessions"
import { formerOf, type LinkOf } from "./meeting-links"

/**
 * Brings back the address that was there before, once and within ten minutes (`link_final`). Names the present one, so
 * that nobody takes back what somebody else has changed since (`stale_revision`).
 */
export async function restoreMeetingLink(
  { shown, ...of }: LinkOf & { shown: string | null },
  by: By,
): Promise<Outcome<object, "not_found" | "stale_revision" | "link_final">> {
  return transaction(async (tx, now) => {
    if (!(await lock(tx, of))) return refuse("not_found")
    const row = await tx.meetingLink.findFirst({ where: of })
    if ((row?.url ?? null) !== shown) return refuse("stale_revision")
    const former = formerOf(row, now)
    if (!row || !former) return refuse("link_final")
    const { id } = row
    const data = { url: former.url, formerUrl: null, formerUntil: null, updatedAt: now }
    if (former.url === null) await tx.meetingLink.delete({ where: { id } })
    else await tx.meetingLink.update({ where: { id }, data })
    await say(tx, of, by, now)
    return { ok: true }
  }, by)
}

/** Of a format as of a session: the row that each change of its address locks first. */
async function lock(tx: Tx, of: LinkOf): Promise<boolean> {
  if ("groupSessionId" in of) return (await lockSessions(tx, [of.groupSessionId])).length > 0
  // Its form is read anew by whoever has it open.
  const touched = await tx.$executeRaw`
    UPDATE formats SET updated_at = greatest(clock_timestamp(), updated_at + interval '1 ms') WHERE id = ${of.formatId}::uuid`
  return touched > 0
}

async function say(tx: Tx, of: LinkOf, { actor }: By, at: Date): Promise<void> {
  if ("groupSessionId" in of) {
    await recordActivity(tx, "session.link_changed", { actor, sessionId: of.groupSessionId, at })
    return
  }
  const { formatId } = of
  const { version } = await tx.format.findUniqueOrThrow({ where: { id: formatId }, select: { version: true } })
  await recordActivity(tx, "format.edited", { actor, detail: { formatId, version, link: true }, at })
}
