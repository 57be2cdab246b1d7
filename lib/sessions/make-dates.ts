import { type Actor, recordOfEach } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import type { CheckedDate } from "./check-dates"

/** Makes drafts of dates that were checked, in the caller's transaction. @returns them, in the same order */
export async function makeDates(
  tx: Tx,
  dates: CheckedDate[],
  { actor, at, seriesId }: { actor: Actor; at: Date; seriesId?: string },
): Promise<{ id: string; slug: string }[]> {
  const made = await tx.groupSession.createManyAndReturn({
    data: dates.map((date) => ({ ...date, seriesId, createdAt: at })),
    select: { id: true, slug: true },
  })
  const about = { actor, detail: seriesId ? { seriesId } : {}, at }
  await recordOfEach(
    tx,
    "session.created",
    made.map(({ id }) => id),
    about,
  )
  return made
}
