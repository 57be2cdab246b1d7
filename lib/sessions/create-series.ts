import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import type { Outcome } from "@/lib/errors"
import { once } from "@/lib/once"
import { checkDates, type DateRefusal } from "./check-dates"
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
        const checked = await checkDates(tx, shared, starts, now)
        if (!checked.ok) return checked

        const series = await tx.series.create({ data: { rule, createdAt: now }, select: { id: true } })
        const state = publish ? ({ status: "published", publishedAt: now } as const) : {}
        const sessions = await tx.groupSession.createManyAndReturn({
          data: checked.dates.map((date) => ({ ...shared, ...date, ...state, seriesId: series.id, createdAt: now })),
          select: { id: true },
        })
        const sessionIds = sessions.map(({ id }) => id)
        await recordAll(tx, { sessionIds, seriesId: series.id, rule, publish, actor: by.actor, at: now })
        return { ok: true, seriesId: series.id, sessionIds }
      }),
    by,
  )
}

type Created = Pick<By, "actor"> & Pick<SeriesInput, "rule" | "publish"> & { sessionIds: string[]; seriesId: string }

async function recordAll(tx: Tx, { sessionIds, seriesId, rule, publish, actor, at }: Created & { at: Date }) {
  await recordActivity(tx, "series.created", { actor, detail: { seriesId, rule, dates: sessionIds.length }, at })
  for (const sessionId of sessionIds) {
    await recordActivity(tx, "session.created", { actor, sessionId, detail: { seriesId }, at })
    if (publish) await recordActivity(tx, "session.published", { actor, sessionId, at })
  }
}
