import { type By, recordActivity, system } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { asAuthor } from "./as-author"
import { putMeetingLink } from "./meeting-links"
import type { FormatInput } from "./schema"

/**
 * Creates what can be offered; where the slug is taken it gets a number. The database keeps its first version.
 * @param input `meetingUrl` is where its sessions meet, unless one of them differs
 * @returns the format's id
 */
export async function createFormat(
  input: FormatInput & { meetingUrl?: string | null },
  by: By = { actor: system },
): Promise<string> {
  const { meetingUrl = null, ...format } = input
  return transaction(async (tx, now) => {
    await asAuthor(tx, by.actor)
    for (let number = 1; ; number++) {
      const slug = number === 1 ? format.slug : `${format.slug}-${number}`
      const data = [{ ...format, slug, createdAt: now }]
      const [created] = await tx.format.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } })
      if (!created) continue
      await putMeetingLink(tx, { formatId: created.id }, meetingUrl, now)
      await recordActivity(tx, "format.created", { actor: by.actor, detail: { formatId: created.id }, at: now })
      return created.id
    }
  }, by)
}
