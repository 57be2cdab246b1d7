import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import type { SeriesInput } from "@/lib/sessions/schema-series"
import { berlin, world } from "./world"

/** Six Thursdays; the clocks go forward between the third and the fourth. */
export const acrossTheClocks = ["2027-03-11", "2027-03-18", "2027-03-25", "2027-04-01", "2027-04-08", "2027-04-15"]

/** What the form sends for them: drafts at ten, eight seats, unless `fields` say otherwise. */
export async function seriesWish(fields: Partial<SeriesInput> = {}): Promise<SeriesInput & { requestId: string }> {
  const { formats } = await world()
  return {
    ...{ requestId: randomUUID(), formatId: formats.instant, language: "de", timeZone: berlin, placeText: null },
    ...{ capacity: 8, minimum: 4, hostId: null, localTime: "10:00", publish: false, days: acrossTheClocks },
    rule: { kind: "weekly", every: 1, from: "2027-03-11", count: 6 },
    ...fields,
  }
}

export const sessionsOf = (seriesId: string) =>
  db.groupSession.findMany({ where: { seriesId }, orderBy: { startsAt: "asc" } })
