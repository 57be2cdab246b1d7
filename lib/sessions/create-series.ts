import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import type { Outcome } from "@/lib/errors"
import { once } from "@/lib/once"
import { checkDates, type DateRefusal } from "./check-dates"
import { makeDates } from "./make-dates"
import { openDrafts } from "./open-drafts"
import type { SeriesInput } from "./schema-series"

/**
 * Creates the dates of a series, all of them or none, as drafts or published at once. The days are those that were
 * looked at: what the rule says besides was left out on purpose, a holiday for example.
 *
 * Refuses what `checkDates` does.
 */
export async function createSeries(
  input: SeriesInput & { requestId: string },
  by: By,
): Promise<Outcome<{ seriesId: string; sessionIds: string[] }, DateRefusal | "request_id_reused">> {
  const { requestId, ...fields } = input
  return transaction(
    (tx, now) =>
      once(tx, { verb: "create-series", requestId, payload: fields, now }, async () => {
        const { rule, days, localTime, publish, ...shared } = fields
        const starts = [...new Set(days)].sort().map((day) => `${day}T${localTime}`)
        const checked = await checkDates(
          tx,
          starts.map((localStart) => ({ ...shared, localStart })),
          now,
        )
        if (!checked.ok) return checked

        const about = { actor: by.actor, at: now }
        const { id: seriesId } = await tx.series.create({ data: { rule, createdAt: now }, select: { id: true } })
        await recordActivity(tx, "series.created", { ...about, detail: { seriesId, rule, dates: starts.length } })
        const sessionIds = (await makeDates(tx, checked.dates, { ...about, seriesId })).map(({ id }) => id)
        if (publish) await openDrafts(tx, sessionIds, about)
        return { ok: true, seriesId, sessionIds }
      }),
    by,
  )
}
