import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { existsLocally } from "@/lib/time-zone"
import { makeSlug } from "./make-slug"
import { sessionTimes } from "./rules"
import type { SeriesInput } from "./schema-series"

type CreateSeriesRefusal = "not_found" | "no_seats" | "in_the_past" | "local_time" | "below_minimum"

/**
 * Creates the dates of a series, all of them or none, as drafts or published at once. The days are those that were
 * looked at: what the rule says besides was left out on purpose, a holiday for example.
 *
 * Refuses what `createGroupSession` refuses, for the first date it is true of.
 */
export async function createSeries(
  input: SeriesInput & { requestId: string },
  by: By,
): Promise<Outcome<{ seriesId: string; sessionIds: string[] }, CreateSeriesRefusal | "request_id_reused">> {
  const { requestId, ...fields } = input
  return transaction(
    (tx, now) =>
      once(tx, { verb: "create-series", requestId, payload: fields, now }, async () => {
        const { rule, days, localTime, publish, ...shared } = fields
        const format = await tx.format.findUnique({ where: { id: shared.formatId } })
        if (!format) return refuse("not_found")
        if (format.kind !== "group") return refuse("no_seats")
        if (shared.capacity < shared.minimum) return refuse("below_minimum")
        const starts = [...new Set(days)].sort().map((day) => `${day}T${localTime}`)
        if (!starts.every((localStart) => existsLocally(localStart, shared.timeZone))) return refuse("local_time")
        const dates = starts.map((localStart) => ({
          ...{ localStart, slug: makeSlug(format.slug) },
          ...sessionTimes(localStart, shared.timeZone, format.lengthMinutes),
        }))
        if (dates.some(({ startsAt }) => startsAt <= now)) return refuse("in_the_past")

        const series = await tx.series.create({ data: { rule, createdAt: now }, select: { id: true } })
        const state = publish ? ({ status: "published", publishedAt: now } as const) : {}
        const sessions = await tx.groupSession.createManyAndReturn({
          data: dates.map((date) => ({ ...shared, ...date, ...state, seriesId: series.id, createdAt: now })),
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
